"""Rows of index/acts.parquet as acts for merging."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.codebook import Codebook, load_codebook
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.record.act import Act, Weights
from dragoman.record.local import PREFIX
from dragoman.record.party import Party, as_party
from dragoman.record.words import Words, lemmas_in

COLUMNS = (
    "act, report, event, report_date, type, quad, mode, actors, actor_countries, actor_ids, recipients, "
    "recipient_countries, recipient_ids, sources, when_start, when_end, where_name, where_country, lat, lon, "
    "where_precision, auxiliary, negated, denied, triggers, sentence"
)
_Names = list[str | None]
Row = tuple[
    str, str, str, date, str, int, list[str], _Names, _Names, _Names, _Names, _Names, _Names, _Names, date | None,
    date | None, str | None, str | None, float | None, float | None, str | None, list[str], bool, bool, list[str],
    str | None,
]  # fmt: skip
_RARE = 0.5  # a trigger's word that is half as rare as its rarest, or less, only carries it: "held talks"
_EXACT = frozenset(("city", "feature"))  # precisions of a place that two far ones cannot both be


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What merging knows beside the acts: words, types that both sides do, names of countries in lower case."""

    words: Words
    mutual: frozenset[str]
    nations: frozenset[str]


def load_background(*, codebook: Codebook | None = None, knowledge: Knowledge | None = None) -> Background:
    """The packaged tables, or others."""
    types = (codebook or load_codebook()).types.items()
    nations = (knowledge or load_knowledge()).nations.items()
    return Background(
        words=Words(), mutual=frozenset(name for name, type_ in types if type_.mutual),
        nations=frozenset(name.lower() for key, nation in nations for name in (key, nation.name)),
    )  # fmt: skip


def as_act(row: Row, background: Background, story: Weights | None = None) -> Act:
    """A row of the columns COLUMNS as an act; without a `story` it can be tested for contradictions, not weighed."""
    (
        act, report, event, reported, type_, quad, mode, actors, actor_countries, actor_ids, recipients,
        recipient_countries, recipient_ids, sources, start, end, place, place_country, lat, lon, precision, auxiliary,
        negated, denied, triggers, sentence,
    ) = row  # fmt: skip
    words = background.words
    names = frozenset(lemma for name in (*actors, *recipients) if name for lemma in lemmas_in(name))
    told = _words(triggers, names, words)
    exact = precision in _EXACT and lat is not None and lon is not None
    return Act(
        id=act, report=report, order=(reported.toordinal(), report, _number(event)), type=type_, quad=quad,
        mode=frozenset(mode), words=told, mutual=type_ in background.mutual, negated=negated or denied,
        standing=_standing(auxiliary),
        start=None if start is None else start.toordinal(), end=None if end is None else end.toordinal(),
        actors=frozenset(c for c in actor_countries if c), recipients=frozenset(c for c in recipient_countries if c),
        doing=_parties(actors, actor_ids, background.nations),
        suffering=_parties(recipients, recipient_ids, background.nations),
        place=place, place_country=place_country, point=(lat or 0.0, lon or 0.0) if exact else None,
        is_claim=bool(sources), sentence={} if story is None else words.weigh(sentence or "", without=told | names),
        story=story or {},
    )  # fmt: skip


def _parties(names: Sequence[str | None], ids: Sequence[str | None], nations: frozenset[str]) -> frozenset[Party]:
    """Who takes part beside the countries, which stand by themselves."""
    known = ((name, None if id is None or id.startswith(PREFIX) else id) for name, id in zip(names, ids, strict=True))
    parties = (as_party(name, nations, id) for name, id in known if name)
    return frozenset(party for party in parties if party is not None)


def _words(triggers: Sequence[str], names: frozenset[str], words: Words) -> frozenset[str]:
    """The lemmas that tell the act: of each trigger the rarest, without who takes part ("FBI probe") if it can be."""
    found: set[str] = set()
    for trigger in triggers:
        lemmas = set(lemmas_in(trigger))
        rarity = {w: words.rarity(w) for w in lemmas - names or lemmas}
        most = max(rarity.values(), default=0.0)
        found |= {w for w, r in rarity.items() if r > _RARE * most or r == most}
    return frozenset(found)


def _standing(auxiliary: Sequence[str]) -> str:
    return "imagined" if "hypothetical" in auxiliary else "planned" if "future" in auxiliary else "told"


def _number(event: str) -> int:
    digits = event.lstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits) if digits.isdigit() else 0
