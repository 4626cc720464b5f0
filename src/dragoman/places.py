"""The named places of a report, and which of them the words of an act tell as its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge
from dragoman.language.parse import Mention, Parse
from dragoman.nominal_places import adjective_of, bearer_of, names_before
from dragoman.place_names import names_other
from dragoman.toponyms import resolve_toponyms
from dragoman.types import NO_COUNTRY, Where

LOCATIVE = frozenset("in at near outside around inside across throughout along within amid off".split())
_BEFORE_PLACE = LOCATIVE | {"to", "from"}
# What a noun that bears a place may hang on: "during a summit in Lisbon".
_OPEN = LOCATIVE | frozenset("during of on with after before from by".split())
_UPON = frozenset("on over against".split())
_TOWARDS = frozenset("to into onto through for from".split())
# Acts that a place suffers: what they are done to is where they are done.
_DONE_TO_PLACE = frozenset(
    "invasion invade occupation occupy annexation annex siege besiege bombing bomb bombardment bombard shelling shell "
    "incursion raid visit tour attack assault storm offensive war conflict capture seizure seize retake recapture "
    "liberate liberation strike airstrike blockade fight fighting battle destroy destruction control enter entry "
    "massacre coup crisis uprising unrest evacuate evacuation intervention intervene dismember leave flee cross "
    "plunder overrun host".split()
)  # fmt: skip
_MOVEMENTS = frozenset(
    "go travel fly head return come arrive move send deploy withdraw pull redeploy dispatch deliver flee escape "
    "deployment withdrawal trip visit journey flight arrival evacuate expel deport advance march cross "
    "enter invade incursion delivery retreat pullout delegation transfer rush".split()
)  # fmt: skip
_NAMED_AFTER_PLACE = frozenset(
    "war conflict attack bombing siege crisis uprising massacre coup summit conference meeting talk protest riot "
    "election clash airstrike shooting fighting battle offensive blockade invasion operation campaign".split()
)  # fmt: skip
_NAMING = frozenset(("compound", "nmod:poss", "nmod", "nmod:desc"))
_ABOUT = frozenset("talk statement position dispute policy pressure sanction".split())
_DIRECTIONS = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern north south east "
    "west northeast northwest southeast southwest downtown".split()
)  # fmt: skip
_INEXACT = {"country": 0.5, "region": 0.25}
_WITHIN_NAME = frozenset("of and &".split())
_FARTHEST = 5  # words between an event and a place told right behind it
_NOT_BETWEEN = frozenset(("VERB", "AUX", "SCONJ", "CCONJ", "PRON", "PROPN"))
# Towns are called so, but news means the noun.
_NO_TOWNS = frozenset(
    "center centre village villages university homeland earth house state states east west north south island church "
    "hospital school college park airport union republic kingdom nation home court bank mission "
    "ramadan".split()
)  # fmt: skip
# Words that make a name no place's, unless the gazetteer has it: "World War II", "Palm Sunday".
_NO_PLACES = frozenset(
    "war day treaty hajj monday tuesday wednesday thursday friday saturday sunday january february april june july "
    "august september october november december".split()
)
# What is done to towns and seldom to people: "the shelling of".
_TAKEN = frozenset("siege shelling bombardment bombing occupation liberation recapture storming annexation".split())
_IN_TOWN = frozenset("in near outside".split())
_TRUSTING = frozenset("trust faith confidence belief believe hope confide interest interested".split())
_WORDS_OF_TOWN = 3  # a longer name read as a person is one
_WELL_KNOWN = 100_000  # people: a smaller town's name before "conference" or "campaign" is more often another's
_SHORTEST = 3  # letters; shorter names of towns are read as initials
_OTHER_CLAUSE = frozenset("ccomp advcl csubj parataxis".split())
_SAME_SCENE = frozenset("obj nsubj obl nmod conj xcomp acl advcl appos compound".split())
_KINDS_OF_PLACE = frozenset(
    "corridor province region strip heights peninsula sea district valley oblast governorate state strait gulf desert "
    "river island islands mountains county prefecture territory crossing canal delta lake basin".split()
)  # fmt: skip
# Whose "of" bears a place, whatever the model takes the name for: "the mayor of Arequipa".
_HELD_BY_PLACES = frozenset(
    "mayor governor prefect bishop archbishop metropolitan police port harbour harbor city town village district "
    "province region state people resident inhabitant citizen university hospital airport court council authority "
    "parliament garrison outskirts suburb street centre center north south east west commune canton municipality "
    "capital county parish bay gulf island mountain road market station prison jail barracks".split()
)
_OFFICES_OF_PLACES = frozenset(("mayor", "governor", "senator", "congressman", "congresswoman"))
_NAMING_PLACES = _NAMED_AFTER_PLACE | _OFFICES_OF_PLACES
_STEPS_UP = frozenset("appos flat compound nmod conj list dep".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """Tokens `first` to `last` (inclusive) that name a place, and the place or None with a reason."""

    first: int
    last: int
    head: int
    where: Where | None
    reason: str


def find_places(parse: Parse, gazetteer: Gazetteer, knowledge: Knowledge) -> tuple[Toponym, ...]:
    """The named places of a report in text order, each with the place it means or the reason why none is given."""
    pieces = [
        piece for piece in _outermost(set(_name_pieces(parse, gazetteer, knowledge)))
        if not _names_other(parse, *piece, gazetteer, knowledge)
    ]  # fmt: skip
    spans = [parse.span(first, last) for first, last in pieces]
    wheres = resolve_toponyms(parse.text, spans, gazetteer, knowledge)
    return tuple(
        Toponym(first=first, last=last, head=bearer_of(parse, _head_of(parse, first, last)), where=where, reason=reason)
        for (first, last), (where, reason) in zip(pieces, wheres, strict=True)
    )


def cost_of_place(parse: Parse, toponym: Toponym, predicate: int, anchors: Mapping[int, float]) -> float | None:
    """How far a place's name stands from the act that a predicate stands for; None where it is not told as its place.

    `anchors` are from `find_anchors`.
    """
    if parse.sentence_of[toponym.head] != parse.sentence_of[predicate]:
        return None
    return _cost(parse, toponym, anchors, predicate)


def suffers_at_place(lemma: str) -> bool:
    """Whether an act of the lemma is done where that is which it is done to ("siege of")."""
    return lemma in _DONE_TO_PLACE


def is_movement(lemma: str) -> bool:
    """Whether an act of the lemma goes somewhere."""
    return lemma in _MOVEMENTS


def cases_of(parse: Parse, token: int) -> frozenset[str]:
    """The prepositions of a word, in lower case."""
    return frozenset(parse.lower[c] for c in parse.children[token] if parse.relations[c] == "case")


def _name_pieces(parse: Parse, gazetteer: Gazetteer, knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """First and last tokens of names: "Irving, Texas" is two. Demonyms, adjectives and bodies are none."""
    inside: set[int] = set()
    for mention in parse.mentions:
        inside.update(range(mention.start, mention.end))
        if mention.type == "place" and _is_in_name_of_body(parse, mention, knowledge):
            continue
        if parse.upos[mention.head] == "PROPN" and (
            mention.type in {"place", "organization"} or _is_used_as_place(parse, mention, gazetteer)
        ):
            for first, last in _names_in(parse, mention, gazetteer, knowledge):
                if _is_place(parse, gazetteer, knowledge, first, last, strict=mention.type == "organization"):
                    yield first, _last_of_kind(parse, gazetteer, first, last)
        elif mention.type == "place" and parse.upos[mention.head] == "NOUN":
            for first, last in names_before(parse, mention):
                kind = _innermost_type(parse, last)
                if kind != "person" and _is_place(
                    parse, gazetteer, knowledge, first, last, strict=kind == "organization"
                ):
                    yield first, _last_of_kind(parse, gazetteer, first, last)
            country = adjective_of(parse, mention, knowledge)
            if country is not None:
                yield country
    for first, last in _names_of_acts(parse):
        if _is_well_known(gazetteer, knowledge, _text(parse, first, last)):
            yield first, last
    for token in range(len(parse)):
        if token in inside or parse.upos[token] != "PROPN" or not cases_of(parse, token) & _BEFORE_PLACE:
            continue
        first = last = token
        while first > 0 and first - 1 not in inside and _is_part_of_name(parse, first - 1, token):
            first -= 1
        while last + 1 < len(parse) and _is_part_of_name(parse, last + 1, token):
            last += 1
        if gazetteer.knows(_text(parse, first, last)) and _is_place(
            parse, gazetteer, knowledge, first, last, strict=False
        ):
            yield first, last


def _names_of_acts(parse: Parse) -> Iterator[tuple[int, int]]:
    """First and last tokens of names right before what is a place's: "the Benghazi attack", "the Ohio governor"."""
    for token, relation in enumerate(parse.relations):
        above = parse.heads[token]
        if relation != "compound" or parse.upos[token] != "PROPN" or token > above:
            continue
        lemma, kind = parse.lemmas[above].lower(), _innermost_type(parse, token)
        if (
            lemma in _NAMING_PLACES
            and (token + 1 == above or parse.upos[token + 1] != "PROPN")
            and kind != "time"
            # A campaign may be somebody's; a siege is a town's and a governor a state's.
            and (kind != "person" or lemma in _DONE_TO_PLACE or lemma in _OFFICES_OF_PLACES)
        ):
            yield min([token, *(c for c in parse.children[token] if _is_part_of_name(parse, c, token))]), token


def _names_other(parse: Parse, first: int, last: int, gazetteer: Gazetteer, knowledge: Knowledge) -> bool:
    """Whether a name is no well-known place's and stands for something else in the report."""
    name = _text(parse, first, last)
    if knowledge.nation(name) is not None or _is_well_known(gazetteer, knowledge, name):
        return False
    return names_other(parse, first, last, {place.feature for place in gazetteer.look_up(name)})


def _is_well_known(gazetteer: Gazetteer, knowledge: Knowledge, name: str) -> bool:
    nation = knowledge.nation(name)
    if nation is not None:
        return nation.kind == "name"
    return max((p.population for p in gazetteer.look_up(name)), default=0) >= _WELL_KNOWN


def _innermost_type(parse: Parse, token: int) -> str | None:
    around = [m for m in parse.mentions if m.start <= token < m.end]
    return min(around, key=lambda m: m.end - m.start).type if around else None


def _is_in_name_of_body(parse: Parse, place: Mention, knowledge: Knowledge) -> bool:
    """The name of a body of no country that the tables know has the place in it: the Minsk Group is not in Minsk."""
    for body in parse.mentions:
        if body.type == "organization" and body.start <= place.start < place.end <= body.end and body != place:
            first = next((t for t in range(body.start, place.start) if parse.upos[t] != "DET"), place.start)
            known = knowledge.organisation(_text(parse, first, body.end - 1))
            if known is not None and known.code in NO_COUNTRY:
                return True
    return False


def _is_used_as_place(parse: Parse, mention: Mention, gazetteer: Gazetteer) -> bool:
    """A lone name read as a person after "the mayor of" or "shelling of", or a town's after "in": a place."""
    if mention.type != "person" or mention.end - mention.start > _WORDS_OF_TOWN:
        return False
    case, lemma = cases_of(parse, mention.head), parse.lemmas[parse.heads[mention.head]].lower()
    if "of" in case and lemma in _HELD_BY_PLACES:
        return True
    is_told = lemma in _TAKEN if "of" in case else bool(case & _IN_TOWN) and lemma not in _TRUSTING
    return is_told and gazetteer.knows(_text(parse, mention.start, mention.end - 1))


def _is_part_of_name(parse: Parse, token: int, head: int) -> bool:
    names = parse.upos[token] == "PROPN" and parse.relations[token] in {"flat", "compound"}
    return names and parse.heads[token] == head


def _last_of_kind(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> int:
    """ "Lachin" goes on in "corridor" where the two together are a place of their own."""
    after = last + 1
    if after < len(parse) and parse.lower[after] in _KINDS_OF_PLACE and gazetteer.knows(_text(parse, first, after)):
        return after
    return last


def _outermost(pieces: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """In text order, without those that lie inside another: no "South China" in "South China Sea"."""
    kept: list[tuple[int, int]] = []
    for first, last in sorted(pieces, key=lambda piece: (piece[0], -piece[1])):
        if not kept or last > kept[-1][1]:
            kept.append((first, last))
    return kept


def _names_in(parse: Parse, mention: Mention, gazetteer: Gazetteer, knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """The names in a mention: all of it where that is a known name, else what lies between commas and prepositions."""
    whole = _trimmed(parse, mention.start, mention.end - 1)
    if whole and _is_known(parse, gazetteer, knowledge, *whole):
        yield whole
        return
    first = mention.start
    for token in range(mention.start, mention.end + 1):
        cut = (
            token == mention.end
            or parse.upos[token] in {"PUNCT", "PART", "CCONJ", "SCONJ", "VERB"}
            or (parse.upos[token] == "ADP" and parse.lower[token] not in _WITHIN_NAME)
        )
        if not cut or (token < mention.end and parse.words[token] in {"-", "–"} and token > first):
            continue
        piece = _trimmed(parse, first, token - 1)
        if piece:
            yield piece
        first = token + 1


def _trimmed(parse: Parse, low: int, high: int) -> tuple[int, int] | None:
    """Without the words in lower case at both ends, directions apart; None where no name is left."""
    while low <= high and (parse.upos[low] == "DET" or not _may_begin_name(parse, low)):
        low += 1
    while high >= low and not parse.words[high][:1].isupper():
        high -= 1
    return (low, high) if any(parse.upos[t] == "PROPN" for t in range(low, high + 1)) else None


def _may_begin_name(parse: Parse, token: int) -> bool:
    return parse.words[token][:1].isupper() or parse.lower[token] in _DIRECTIONS


def _text(parse: Parse, first: int, last: int) -> str:
    span = parse.span(first, last)
    return " ".join(parse.text[span.start : span.end].split())


def _is_known(parse: Parse, gazetteer: Gazetteer, knowledge: Knowledge, first: int, last: int) -> bool:
    name = _text(parse, first, last)
    return knowledge.nation(name) is not None or gazetteer.knows(name)


def _is_place(parse: Parse, gazetteer: Gazetteer, knowledge: Knowledge, first: int, last: int, *, strict: bool) -> bool:
    """Whether a name may stand for a place; `strict`, of what was read as a body: only a country or a region."""
    name = _text(parse, first, last)
    nation = knowledge.nation(name)
    if nation is not None:
        return nation.kind not in {"adjective", "demonym"} and (not strict or nation.kind == "name")
    if _NO_PLACES & set(name.lower().split()) and not gazetteer.knows(name):
        return False
    if knowledge.organisation(name) is not None or len(name) < _SHORTEST or name.lower() in _NO_TOWNS:
        return any(p.feature != "PPL" for p in gazetteer.look_up(name))
    return not strict or any(not p.feature.startswith("PPL") for p in gazetteer.look_up(name))


def _head_of(parse: Parse, first: int, last: int) -> int:
    return next((t for t in range(first, last + 1) if not first <= parse.heads[t] <= last), last)


def find_anchors(parse: Parse, predicate: int, support: int | None = None) -> dict[int, float]:
    """The words whose places are the event's: the predicate, what carries it, and a clause or two above, with costs.

    `support` is the light verb that carries a nominal predicate ("held talks").
    """
    found = {predicate: 0.0}
    top, cost = predicate, 0.0
    if support is not None and support != predicate:
        found[support] = 1.0
        top, cost = support, 1.0
    while cost < 3:
        above, relation = parse.heads[top], parse.relations[top]
        if (
            above == top
            or relation.partition(":")[0] not in _SAME_SCENE
            or (relation in {"acl:relcl", "advcl"} and not _says_where(parse, top) and _has_own_scene(parse, top))
        ):
            break
        cost += 2 if relation.partition(":")[0] in {"advcl", "nmod"} else 1
        top = above
        found.setdefault(top, cost)
    return found


def _has_own_scene(parse: Parse, verb: int) -> bool:
    """A clause with its own subject or with "because", "after", "while": not "… to fight" nor "…, killing ten"."""
    return any(parse.lower[t] != "to" for t in parse.dependents(verb, "mark", "nsubj"))


def _says_where(parse: Parse, verb: int) -> bool:
    return any(parse.lower[t] == "where" for t in parse.children[verb])


def _cost(parse: Parse, toponym: Toponym, anchors: Mapping[int, float], predicate: int) -> float | None:
    """How far a place's name stands from the event, None where it is not told as the event's place."""
    precision = toponym.where.precision if toponym.where else ""
    token, cost = toponym.head, _INEXACT.get(precision, 0.0)
    if token in anchors:
        return anchors[token] + cost if _is_clause_of_place(parse, token, anchors) else None
    located, suffered_at = False, 9
    for step in range(5):
        case, above = cases_of(parse, token), parse.heads[token]
        relation = parse.relations[token].partition(":")[0]
        if above == token or step > suffered_at + 1:
            break
        suffered = _is_patient(parse, token, above, case, precision if step == 0 else "")
        suffered_at = min(suffered_at, step) if suffered else suffered_at
        located = located or suffered or bool(case & LOCATIVE - ({"at"} if precision == "country" else set()))
        if above in anchors:
            if not located or relation in _OTHER_CLAUSE:
                break
            if relation == "nsubj" and not suffered:
                is_speech = any(parse.dependents(above, "ccomp", "parataxis"))  # "officials in Baku said"
                return None if is_speech or anchors[above] > 1 else cost + anchors[above] + 1.5
            if step and relation in {"obl", "nmod"} and not (case & _OPEN or suffered):
                break  # "warned against acts in the strait"
            return cost + anchors[above]
        if relation not in _STEPS_UP:
            break
        token, cost = above, cost + 0.4
    return _INEXACT.get(precision, 0.0) + 2.5 if _follows(parse, toponym, predicate, precision) else None


def _follows(parse: Parse, toponym: Toponym, predicate: int, precision: str) -> bool:
    """Whether a place stands right behind the event ("an airstrike on rebel-held Aleppo"), whatever the tree says."""
    between = range(predicate + 1, toponym.first)
    if not 0 < len(between) <= _FARTHEST or any(parse.upos[t] in _NOT_BETWEEN for t in between):
        return False
    prepositions = [t for t in between if parse.upos[t] == "ADP"]
    if len(prepositions) != 1:
        return False
    case = frozenset((parse.lower[prepositions[0]],))
    return bool(case & LOCATIVE) or _suffers(parse.lemmas[predicate].lower(), "nmod", case)


def _is_clause_of_place(parse: Parse, token: int, anchors: Mapping[int, float]) -> bool:
    """ "Aleppo, where troops fought": the name is what the clause of the event hangs on."""
    return any(c in anchors and _says_where(parse, c) for c in parse.children[token])


def _is_patient(parse: Parse, token: int, anchor: int, case: frozenset[str], precision: str) -> bool:
    """Whether the act is one that is done to a place, goes to a place or is named after one."""
    relation, lemma = parse.relations[token], parse.lemmas[anchor].lower()
    if _suffers(lemma, relation, case):
        return True
    if lemma in _NAMED_AFTER_PLACE and relation in _NAMING and not case - {"'s", "’s"}:
        return precision != "country" or relation != "compound"
    return bool(case & _UPON) and precision in {"feature", "region"} and lemma not in _ABOUT


def _suffers(lemma: str, relation: str, case: frozenset[str]) -> bool:
    if lemma in _DONE_TO_PLACE and (relation in {"obj", "nsubj:pass"} or case & {"of", "into", "on", "to", "against"}):
        return True
    return lemma in _MOVEMENTS and bool(case & _TOWARDS) and relation.startswith(("obl", "nmod"))
