"""Who acts on whom in an act, as SQL: the pairs of countries or of identifiers that it counts between."""

from dragoman.record.condition import Condition, any_of, join
from dragoman.record.query import Filters
from dragoman.record.sides import ACTORS, RECIPIENTS, Side, those, types_that

_TOLD = f"len({RECIPIENTS.names}) > 0"
_SIDES = ((ACTORS, RECIPIENTS), (RECIPIENTS, ACTORS), (ACTORS, ACTORS))  # to somebody, back, among themselves
_Values = tuple[str, ...]


def list_ways(f: Filters, *, named: bool = False) -> Condition:
    """A list of {doing, done_to, together}: each who does it has done it to each of the others.

    They are codes of countries or, `named`, identifiers. What several do together is between them, if the codebook
    calls its type mutual. What is answered, a visit, goes both ways. Who is no actor or recipient asked for is left
    out.
    """
    return join([_ways(doing, done_to, named) for doing, done_to in f.directions], " || ")


def on_pairs(f: Filters, *, named: bool = False) -> Condition:
    """An act counts between two: one who acts and another, or several who do together what is mutual."""
    return any_of(_is_between(doing, done_to, named) for doing, done_to in f.directions)


def _ways(doing: _Values, done_to: _Values, named: bool) -> Condition:
    there, back, among = (_way(one, doing, other, done_to, named) for one, other in _SIDES)
    return Condition(
        f"CASE WHEN {_TOLD} AND {types_that('answered')} THEN [{there.sql}, {back.sql}] "
        f"WHEN {_TOLD} THEN [{there.sql}] WHEN {types_that('mutual')} THEN [{among.sql}] ELSE [] END",
        (*there.values, *back.values, *there.values, *among.values),
    )


def _way(one: Side, doing: _Values, other: Side, done_to: _Values, named: bool) -> Condition:
    first, second, together = _keys(one, doing, named), _keys(other, done_to, named), str(one is other).lower()
    return Condition(
        f"{{'doing': {first.sql}, 'done_to': {second.sql}, 'together': {together}}}", (*first.values, *second.values)
    )


def _is_between(doing: _Values, done_to: _Values, named: bool) -> Condition:
    there, back, among = (
        Condition(f"list_count({first.sql}) > 0 AND list_count({second.sql}) > 0", (*first.values, *second.values))
        for first, second in ((_keys(one, doing, named), _keys(other, done_to, named)) for one, other in _SIDES)
    )
    first, second = _keys(ACTORS, doing, named), _keys(ACTORS, done_to, named)
    return Condition(
        f"CASE WHEN {_TOLD} THEN {there.sql} OR ({types_that('answered')} AND {back.sql}) "
        f"WHEN {types_that('mutual')} THEN {among.sql} AND list_unique(list_concat({first.sql}, {second.sql})) > 1 "
        "ELSE false END",
        (*there.values, *back.values, *among.values, *first.values, *second.values),
    )


def _keys(side: Side, values: _Values, named: bool) -> Condition:
    return those(side, values, f"{side.one}_ids" if named else f"{side.one}_countries")
