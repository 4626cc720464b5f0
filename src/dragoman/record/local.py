"""Identifiers for those whom no table knows: made of name and country, the same in Python and in SQL."""

PREFIX = "local:"


def identify(identifier: str | None, name: str, country: str | None) -> str:
    """What names somebody in every report: the identifier, else one made of name and country.

    >>> identify(None, "Ada Brandt", "NRL"), identify("Q1", "Ada Brandt", "NRL"), identify(None, "Pirates", None)
    ('local:ada brandt|NRL', 'Q1', 'local:pirates')
    """
    return identifier or f"{PREFIX}{_lower(name)}{f'|{country}' if country else ''}"


def identify_sql(identifier: str, name: str, country: str) -> str:
    """The same as an SQL expression over three columns."""
    return (
        f"coalesce(nullif({identifier}, ''), '{PREFIX}' || lower({name}) || coalesce('|' || nullif({country}, ''), ''))"
    )


def _lower(name: str) -> str:
    """Character by character, as DuckDB does: Python alone has a final sigma, and two characters for a dotted I."""
    return "".join("i" if c == "İ" else c.lower() for c in name)
