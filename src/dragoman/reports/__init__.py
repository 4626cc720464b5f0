"""What people have, as reports: so far plain text, from a file, standard input or a string."""

from dragoman.reports.plain import read_report, report_from_text

__all__ = ["read_report", "report_from_text"]
