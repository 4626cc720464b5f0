"""On which days an act is compared with what other reports tell."""

WINDOW_DAYS = 3  # an act without a day is one of the report's day or of so many days before
SHORT_DAYS = 7  # a stretch of days that is longer does not fix an act


def with_windows(acts: str) -> str:
    """Acts with the first and last of the days on which each may be told with others.

    A stretch too long to fix an act is cut to the days before its report; if it lies before those, its first day
    stands for it.
    """
    return f"""
        SELECT *, CASE
                WHEN coalesce(when_end, when_start) - when_start <= {SHORT_DAYS} THEN when_start
                WHEN is_near THEN greatest(report_date - {WINDOW_DAYS}, when_start)
                ELSE coalesce(when_start, when_end) END AS first_day,
            CASE
                WHEN coalesce(when_end, when_start) - when_start <= {SHORT_DAYS} THEN coalesce(when_end, when_start)
                WHEN is_near THEN least(report_date, when_end)
                ELSE coalesce(when_start, when_end) END AS last_day
        FROM (SELECT *, coalesce(when_start <= report_date, true)
            AND coalesce(when_end >= report_date - {WINDOW_DAYS}, true) AS is_near FROM {acts})
    """  # noqa: S608
