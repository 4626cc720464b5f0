"""One event as one report tells it, in the form in which merging compares it with what other reports tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.record.party import Party

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An event of a report. Without a codebook (`type` None) only words, report and surroundings count.

    `order` is (the report's day, its id, the event's number): the first act of a merged event names it. Days are
    proleptic ordinals, both ends inclusive. `standing` is told, planned or imagined. `words` are the lemmas of its
    triggers. `actors` and `recipients` hold country codes, `doing` and `suffering` the persons, bodies and groups on
    either side; in a `mutual` act who is named first says nothing. `point`: latitude and longitude of a town or
    smaller. `is_claim`: told on somebody's word. `sentence` and `story` are weighed words (unit length) of the
    sentence and of the whole report.
    """

    id: str
    report: str
    order: tuple[int, str, int]
    words: frozenset[str]
    type: str | None = None
    quad: int | None = None
    mode: frozenset[str] = frozenset()
    mutual: bool = False
    negated: bool = False
    standing: str = "told"
    start: int | None = None
    end: int | None = None
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    doing: frozenset[Party] = frozenset()
    suffering: frozenset[Party] = frozenset()
    place: str | None = None
    place_country: str | None = None
    point: tuple[float, float] | None = None
    is_claim: bool = False
    sentence: Weights = field(default_factory=dict)
    story: Weights = field(default_factory=dict)

    @property
    def sides(self) -> frozenset[str]:
        """Countries of all who take part."""
        return self.actors | self.recipients
