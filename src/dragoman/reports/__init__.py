"""What people have, as reports: files of many kinds, folders and archives of them, or a string."""

from dragoman.reports.finding import REST_NOT_READ, find_reports
from dragoman.reports.found import Found, Notice, Notify, Reject
from dragoman.reports.plain import read_report, report_from_text

__all__ = ["REST_NOT_READ", "Found", "Notice", "Notify", "Reject", "find_reports", "read_report", "report_from_text"]
