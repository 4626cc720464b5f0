"""Whom "both sides", "the two leaders" and "the two countries" stand for."""

from operator import or_

from dragoman.entities.nodes import Node
from dragoman.entities.pairs import Pair, find_pairs
from dragoman.entities.profile import Profile
from dragoman.language.parse import Parse

_PAIR_WORDS = frozenset("both two".split())
_OFFICIALS = frozenset("diplomat leader minister official politician premier president".split())
_TWO = 2
_SIDES = frozenset("side party faction camp foe enemy rival adversary belligerent neighbour neighbor ally".split())
_CAMPS = frozenset("camp faction belligerent adversary enemy".split())  # which are seldom states
_HOSTILE = frozenset("warring rival opposing feuding fighting quarrelling quarreling conflicting".split())
_PLAIN = _HOSTILE | _PAIR_WORDS | frozenset("foreign prime defence defense interior finance heads".split())
_STATES = frozenset("country nation capital government state power".split())
_PEOPLE = frozenset("leader minister president man woman official diplomat premier".split())
_FAR, _NEAR = 12, 1  # sentences back to two who act on each other, and to any other two named together
_LOOSE = 3  # sentences that two merely named together stand behind two who act on each other
_TOGETHER = frozenset("side leader minister president".split())  # whom "the two …" may be told of again without "two"
_DUO = frozenset(("pair", "duo"))
_GENDERS = {"man": "m", "woman": "f"}
_PREMIERS = frozenset(("Prime Minister", "Premier", "Chancellor"))
_NO_OFFICIALS = frozenset(("Spokesperson", "Military Spokesperson"))
_NO_LEADERS = _NO_OFFICIALS | {
    "Ambassador", "Adviser", "Foreign Minister", "Secretary of State", "Analyst", "Journalist",
}  # fmt: skip
# Bodies and offices of which every country has one: "the two navies", "both foreign ministers" are two countries'.
_OF_EACH = frozenset(
    "army navy military ministry parliament embassy coastguard delegation police minister president premier "
    "ambassador leader official diplomat".split()
)


def resolve_pair(parse: Parse, p: Profile, nodes: list[Node], stands_for: dict[int, list[Node]]) -> list[Node]:
    """ "both countries", "the two leaders", "both sides": the last two of that kind who do something together."""
    words = {parse.lower[t] for t in range(max(0, p.first - 1), p.head + 1)}
    noun = parse.lemmas[p.head].lower()
    if noun in _DUO and p.definite and not any(parse.dependents(p.head, "nmod", "acl:relcl")):
        return _last_two(parse, p, nodes, stands_for)
    if not p.plural:
        return []
    is_pair = bool(words & _PAIR_WORDS) or (noun in _SIDES and bool(words & _HOSTILE))
    if not is_pair:
        return _same_pair(parse, p, stands_for) or _met_before(parse, p, nodes)
    if "two" in words and not p.definite and "both" not in words:
        return []
    if noun == "two":
        return _last_two(parse, p, nodes, stands_for)
    if noun in _SIDES:
        return _two_sides(parse, p, nodes, stands_for) if _says_no_more(parse, p) else []
    if noun in _STATES:
        apart = _countries_outside(parse, p, stands_for)
        return _last_countries([n for n in nodes if n.country not in apart])
    return _two_people(parse, p, nodes, stands_for) if noun in _PEOPLE and _says_no_more(parse, p) else []


def _two_people(parse: Parse, p: Profile, nodes: list[Node], stands_for: dict[int, list[Node]]) -> list[Node]:
    """The two of such an office who last met or talked; else the two told of last, if not far back."""
    here = parse.sentence_of[p.head]
    acting = _who_acts(parse, p, stands_for)
    for pair in find_pairs(parse, stands_for, p.head):
        gap = here - parse.sentence_of[pair.token]
        holding = [_holds_such(parse, p, n) for n in pair.nodes]
        untold = [n.kind == "person" and n.named and not n.office for n in pair.nodes]  # "his colleague, Orna Feldman"
        fitting = any(holding) and all(map(or_, holding, untold)) and len(pair.nodes) == _TWO
        if fitting and gap <= (_FAR if pair.is_mutual else _LOOSE) and not any(n in pair for n in acting):
            return list(pair.nodes)
    telling = _who_tells(parse, p)
    near = (n for n in nodes if _holds_such(parse, p, n) and n.last not in telling and n not in acting)
    back = _LOOSE if parse.lemmas[p.head].lower() not in _GENDERS else here
    recent = sorted((n for n in near if here - parse.sentence_of[n.last] <= back), key=lambda n: -n.last)[:_TWO]
    return list(reversed(recent)) if len(recent) == _TWO else []


def _holds_such(parse: Parse, p: Profile, n: Node) -> bool:
    """Whether somebody may be one of "the two leaders", "both foreign ministers", "the two women"."""
    if n.kind != "person" or n.plural or not (n.named or n.office):
        return False
    noun, office = parse.lemmas[p.head].lower(), (n.office or "").removeprefix("former ")
    if noun in _GENDERS:
        return n.named and n.gender in {None, _GENDERS[noun]}
    before = set(parse.lower[p.first : p.head])
    if noun in {"minister", "premier"}:
        if noun == "premier" or "prime" in before:
            return office in _PREMIERS
        fields = before - _PAIR_WORDS - {"the"}
        is_minister = "Minister" in office or office.startswith("Secretary of")
        return is_minister and (not fields or bool(fields & set(office.lower().split())) or "state" in office.lower())
    if noun == "president":
        return office == "President"
    return bool(office) and office not in (_NO_LEADERS if noun == "leader" else _NO_OFFICIALS)


def _two_sides(parse: Parse, p: Profile, nodes: list[Node], stands_for: dict[int, list[Node]]) -> list[Node]:
    """The two who last fought, talked or agreed with each other, whoever they are; else the last two countries."""
    acting = _who_acts(parse, p, stands_for)
    here = parse.sentence_of[p.head]
    best: tuple[int, Pair] | None = None
    for pair in find_pairs(parse, stands_for, p.head):
        gap = here - parse.sentence_of[pair.token]
        are_people = all(n.kind == "person" for n in pair.nodes)
        if gap > (_NEAR if are_people or not pair.is_mutual else _FAR) or any(n in pair for n in acting):
            continue
        if len({n.country for n in pair.nodes}) == 1 and all(n.sector[:1] == ("GOV",) for n in pair.nodes):
            continue  # a country and its ambassador are one side
        cost = gap + (0 if pair.is_mutual else _LOOSE)
        if best is None or cost < best[0]:
            best = cost, pair
    if best is not None:
        return _as_sides(best[1], nodes)
    if parse.lemmas[p.head].lower() in _CAMPS:
        return []
    apart = _countries_outside(parse, p, stands_for)
    return _last_countries([n for n in nodes if n.country not in apart])


def _as_sides(pair: Pair, nodes: list[Node]) -> list[Node]:
    """Two people of two countries stand for these where the report names both: "Lund met Otieno. The two sides …"."""
    codes = [n.country for n in pair.nodes]
    if all(n.kind == "person" for n in pair.nodes) and None not in codes and len(set(codes)) == _TWO:
        states = [n for code in codes for n in nodes if n.kind == "country" and n.country == code]
        if len(states) == _TWO:
            return states
    return list(pair.nodes)


def _says_no_more(parse: Parse, p: Profile) -> bool:
    """ "Both sides", "the warring parties", not "both sides of the street" or "the two Kurdish parties"."""
    below = [(c, parse.relations[c].partition(":")[0]) for c in parse.children[p.head]]
    return not any(
        relation == "nmod" or (relation in {"amod", "compound"} and parse.lower[c] not in _PLAIN)
        for c, relation in below
    )


def _same_pair(parse: Parse, p: Profile, stands_for: dict[int, list[Node]]) -> list[Node]:
    """ "The presidents", after "the two presidents": the same two."""
    noun = parse.lemmas[p.head].lower()
    if noun not in _TOGETHER or not p.definite or p.country or not _says_no_more(parse, p):
        return []
    for t, told in reversed(stands_for.items()):
        is_pair = len(told) == _TWO and not _PAIR_WORDS.isdisjoint(parse.lower[max(0, t - 3) : t])
        are_leaders = noun == "leader" and all(n.kind == "person" for n in told)
        if is_pair and (parse.lemmas[t].lower() == noun or are_leaders):
            return list(told)
    return []


def _met_before(parse: Parse, p: Profile, nodes: list[Node]) -> list[Node]:
    """ "The ministers": the two office-holders of two countries that the sentence before has beside each other."""
    if (
        parse.lemmas[p.head] not in _OFFICIALS
        or not p.definite
        or p.country
        or any(parse.dependents(p.head, "nmod", "amod"))
    ):
        return []
    before = parse.sentence_of[p.head] - 1
    told = [n for n in nodes if n.kind == "person" and n.named and n.office and parse.sentence_of[n.last] == before]
    countries = {n.country for n in told}
    return told if len(told) == _TWO and len(countries) == _TWO and None not in countries else []


def _who_tells(parse: Parse, p: Profile) -> set[int]:
    """In "Lund said both leaders would meet" she is neither."""
    return {
        s
        for a in parse.ancestors(p.head)
        if parse.relations[a] == "ccomp"
        for s in parse.dependents(parse.heads[a], "nsubj")
    }


def _who_acts(parse: Parse, p: Profile, stands_for: dict[int, list[Node]]) -> list[Node]:
    """Whoever does something to the pair: a mediator who urges both sides is neither."""
    if parse.relations[p.head].partition(":")[0] not in {"obj", "obl", "iobj", "nmod"}:
        return []
    verb = parse.heads[p.head]
    while parse.upos[verb] in {"NOUN", "PROPN"} and parse.heads[verb] != verb:
        verb = parse.heads[verb]
    while parse.relations[verb] in {"conj", "xcomp"} and not any(parse.dependents(verb, "nsubj")):
        verb = parse.heads[verb]
    subjects = list(parse.dependents(verb, "nsubj"))
    subjects += [c for s in subjects for c in parse.dependents(s, "conj")]
    return [n for s in subjects for n in stands_for.get(s, ())]


def _countries_outside(parse: Parse, p: Profile, stands_for: dict[int, list[Node]]) -> set[str]:
    """The countries of whoever does something to the pair: where Brazil's president urges both sides it is neither."""
    if parse.relations[p.head] not in {"obj", "obl"}:
        return set()
    verb = parse.heads[p.head]
    while parse.relations[verb] == "conj" and not any(parse.dependents(verb, "nsubj")):
        verb = parse.heads[verb]
    return {n.country for d in parse.dependents(verb, "nsubj") for n in stands_for.get(d, ()) if n.country}


def holders_of_pair(parse: Parse, p: Profile, nodes: list[Node]) -> list[Node]:
    """The countries that "the two navies", "both ministries" are of: the last two, those told of twice first."""
    words = {parse.lower[t] for t in range(max(0, p.first - 1), p.head)}
    is_pair = p.plural and ("both" in words or ("two" in words and p.definite))
    if not is_pair or p.country is not None or parse.lemmas[p.head] not in _OF_EACH:
        return []
    return [] if any(parse.dependents(p.head, "nmod", "nmod:poss")) else _last_countries(nodes)


def _last_countries(nodes: list[Node]) -> list[Node]:
    """The last two countries, those told of more than once first: whom the report is about."""
    named = [n for n in nodes if n.kind == "country"]
    again = [n for n in named if len(n.mentions) > 1]
    recent = sorted(again if len(again) > 1 else named, key=lambda n: -n.last)[:2]
    return list(reversed(recent)) if len(recent) == 2 else []


def _last_two(parse: Parse, p: Profile, nodes: list[Node], stands_for: dict[int, list[Node]]) -> list[Node]:
    """ "the two", "the pair": two who do something together, or two people or countries, named not far back."""
    here, acting = parse.sentence_of[p.head], _who_acts(parse, p, stands_for)
    for pair in find_pairs(parse, stands_for, p.head):
        near = here - parse.sentence_of[pair.token] <= _NEAR
        if near and len(pair.nodes) == _TWO and not any(n in pair for n in acting):
            return list(pair.nodes)
    near_by = [n for n in nodes if n.named and here - parse.sentence_of[n.last] <= _NEAR]
    for kind in ("person", "country"):
        recent = sorted((n for n in near_by if n.kind == kind), key=lambda n: -n.last)[:_TWO]
        if len(recent) == _TWO:
            return list(reversed(recent))
    return []
