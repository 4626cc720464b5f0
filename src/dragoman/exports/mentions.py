"""Which mention of somebody belongs to an act."""

from dragoman.types import Entity, Event, Span


def nearest_mention(entity: Entity, event: Event) -> Span | None:
    """The mention nearest to the act's first trigger, one in its sentence before any other."""
    anchor = event.triggers[0].start if event.triggers else event.sentence.start
    return min(
        entity.mentions,
        key=lambda m: (not event.sentence.start <= m.start < event.sentence.end, abs(m.start - anchor), m.start),
        default=None,
    )
