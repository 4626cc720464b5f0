"""What two acts cannot differ in and be one event."""

from math import cos, hypot, radians

from dragoman.record.act import Act
from dragoman.record.party import are_others

NEGATION = "told as not having happened, or denied"
REVERSED = "each is said to have done it to the other"
_FAR_KM = 50.0  # between two towns that are told as the place of one event
_KM_A_DEGREE = 111.2


def find_contradiction(a: Act, b: Act) -> str | None:
    """Why two acts are not one event, whatever speaks for it, in words; None if nothing rules it out.

    NEGATION and REVERSED mean that all else fits.
    """
    if a.type != b.type and (a.quad != b.quad or not a.words & b.words):
        return f"{a.type} and {b.type}"
    if a.standing != b.standing:
        return f"{a.standing} and {b.standing}"
    if days_contradict(a, b):
        return "different days"
    if _places_contradict(a, b):
        return "different places"
    turned = _are_turned(a, b)
    if turned:
        return REVERSED if a.negated == b.negated else "different sides"
    if _sides_contradict(a, b):
        return "different countries"
    if not (a.mutual or b.mutual) and are_others(a.doing, b.doing):
        return "others do it"
    if a.negated != b.negated:
        return NEGATION
    return "the report itself keeps them apart" if a.type is not None and a.report == b.report else None


def days_contradict(a: Act, b: Act) -> bool:
    """Whether the one ended before the other began; an open end or start contradicts nothing."""
    return _is_before(a.end, b.start) or _is_before(b.end, a.start)


def _is_before(end: int | None, start: int | None) -> bool:
    return end is not None and start is not None and end < start


def _places_contradict(a: Act, b: Act) -> bool:
    if a.place_country and b.place_country and a.place_country != b.place_country:
        return True
    return a.point is not None and b.point is not None and distance_km(a.point, b.point) > _FAR_KM


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points that are not far apart, on a flat map of their neighbourhood.

    >>> round(distance_km((40.0, 45.0), (40.0, 46.0)))
    85
    """
    across = abs(a[1] - b[1])
    width = min(across, 360 - across) * cos(radians((a[0] + b[0]) / 2))
    return hypot(a[0] - b[0], width) * _KM_A_DEGREE


def _sides_contradict(a: Act, b: Act) -> bool:
    if a.mutual or b.mutual:
        return _parties_contradict(a.sides, b.sides)
    return _apart(a.actors, b.actors) or _apart(a.recipients, b.recipients)


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


def _parties_contradict(a: frozenset[str], b: frozenset[str]) -> bool:
    """ "France called Armenia" is no other telling of "France called Azerbaijan"; a list may be cut short."""
    if not a or not b or a <= b or b <= a:
        return False
    return len(a & b) < min(2, len(a), len(b))


def _are_turned(a: Act, b: Act) -> bool:
    if (a.mutual or b.mutual) or not (a.actors and a.recipients and b.actors and b.recipients):
        return False
    return bool(a.actors & b.recipients and b.actors & a.recipients and not (a.actors & b.actors))
