"""What people have, as reports: so far plain text, from a file, standard input or a string."""

from dragoman.reports.finding import Found, Reject, find_reports
from dragoman.reports.plain import read_report, report_from_text

__all__ = ["Found", "Reject", "find_reports", "read_report", "report_from_text"]
