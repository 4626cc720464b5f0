"""A reading written by hand, for tests of what follows the pipeline."""

from datetime import date

from dragoman.types import Entity, Event, Provenance, Reading, Report, Span, Statement, When, Where

TEXT = (
    "Norland’s interior minister, Ada Brandt, said on Tuesday that Sudland’s navy would not be “allowed to board "
    "a single fishing boat” in the straits.\n\nSudland closed the port of Keld on March 1, and dockers have\n"
    "blocked its gates since then, according to the mayor."
)


def span(words: str, *, text: str = TEXT) -> Span:
    """Where some words stand in the text for the first time."""
    start = text.index(words)
    return Span(start, start + len(words))


def reading(*, id: str = "keld", events: bool = True, title: str | None = None) -> Reading:
    """Three entities, two statements and three events, or none of them."""
    report = Report(id=id, text=TEXT, date=date(2024, 3, 13), title=title)
    provenance = Provenance(version="0.1.0", model="sha256:0123456789abcdef", codebook="plover-2.0")
    if not events:
        return Reading(dragoman=provenance, report=report, entities=(), statements=(), events=())
    found = (_REFUSAL, _CLOSURE, _BLOCKADE)
    return Reading(dragoman=provenance, report=report, entities=_ENTITIES, statements=_STATEMENTS, events=found)


def entity(id: str, name: str, country: str | None, *sector: str, office: str | None = None, reason: str) -> Entity:
    """An entity with one mention."""
    return Entity(
        id=id, name=name, country=country, sector=sector, office=office, identifier=None, mentions=(Span(0, 7),),
        reason=reason,
    )  # fmt: skip


_ENTITIES = (
    entity("n1", "Ada Brandt", "NRL", "GOV", office="Interior Minister", reason="nationality in the report"),
    entity("n2", "Sudland", "SDL", "GOV", reason="table of countries"),
    entity("n3", "dockers", None, "LAB", reason="no country in the report"),
    entity("n4", "mayor of Keld", "SDL", "GOV", reason="place in the report"),
)
_TUESDAY = When(
    start=date(2024, 3, 12), end=date(2024, 3, 12), precision="day", text=span("Tuesday"),
    reason="weekday before the report's date",
)  # fmt: skip
_KELD = Where(
    name="Keld", country="SDL", lat=54.5, lon=9.25, geonameid=1234567, feature="PPL", precision="city",
    text=span("Keld"),
)  # fmt: skip
_STATEMENTS = (
    Statement(
        id="s1", speaker=("n1",), addressee=(), cue=span("said"),
        content=(span("Sudland’s navy would not be “allowed to board a single fishing boat” in the straits"),),
        quotes=(span("allowed to board a single fishing boat"),), via=None, hedged=False, when=_TUESDAY,
    ),
    Statement(
        id="s2", speaker=("n4",), addressee=("n1", "n2"), cue=span("according to"),
        content=(span("dockers have\nblocked its gates since then"),), quotes=(), via="s1", hedged=True,
    ),
)  # fmt: skip
_REFUSAL = Event(
    id="e1", type="REJECT", mode=(), context=("military",), quad=3, intensity=-4.0, actor=("n1",), recipient=("n2",),
    when=_TUESDAY, when_reason=None, where=None, where_reason="no place in the sentence",
    auxiliary=("future", "negated"), according_to=(), triggers=(span("said"), span("not be “allowed")),
    sentence=Span(0, TEXT.index("\n")), confidence=0.75,
)  # fmt: skip
_CLOSURE = Event(
    id="e2", type="SANCTION", mode=("discontinue",), context=("economic",), quad=4, intensity=-6.5, actor=("n2",),
    recipient=(), when=None, when_reason="no time expression", where=_KELD, where_reason=None, auxiliary=(),
    according_to=(), triggers=(span("closed"),), sentence=Span(TEXT.index("Sudland closed"), len(TEXT)), confidence=0.9,
)  # fmt: skip
_BLOCKADE = Event(
    id="e3", type="PROTEST", mode=("obstruct",), context=(), quad=4, intensity=-7.0, actor=("n3",), recipient=(),
    when=When(start=date(2024, 3, 1), end=None, precision="day", text=span("since then"), reason="goes on"),
    when_reason=None, where=_KELD, where_reason=None, auxiliary=(), according_to=("n4",), triggers=(span("blocked"),),
    sentence=Span(TEXT.index("Sudland closed"), len(TEXT)), confidence=0.5,
)  # fmt: skip
