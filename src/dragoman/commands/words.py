"""Words that several verbs print."""


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "shard"), count(1200, "report")
    ('1 shard', '1,200 reports')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
