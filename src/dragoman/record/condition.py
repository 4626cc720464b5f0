"""Conditions in SQL with the values of their parameters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL condition, or another expression, and the values of its parameters, in order."""

    sql: str
    values: tuple[object, ...] = ()


def any_of(conditions: Iterable[Condition]) -> Condition:
    """One of them holds."""
    return join(list(conditions), " OR ")


def all_of(conditions: Sequence[Condition]) -> Condition:
    """Each of them holds; of none that is true.

    >>> all_of([Condition("a = ?", (1,)), any_of([Condition("b"), Condition("c = ?", (2,))])])
    Condition(sql='(a = ? AND (b OR c = ?))', values=(1, 2))
    """
    return join(conditions, " AND ") if conditions else Condition("true")


def join(conditions: Sequence[Condition], word: str) -> Condition:
    """Their texts with a word between them, and their values one after the other."""
    return Condition(
        "(" + word.join(c.sql for c in conditions) + ")", tuple(value for c in conditions for value in c.values)
    )
