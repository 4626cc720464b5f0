"""Whom pronouns and "both countries" stand for."""

from dragoman.entities.nodes import FIRST_PERSON, Node, unique_nodes
from dragoman.entities.pairs import Pair, find_pairs
from dragoman.entities.profile import Profile
from dragoman.language.parse import Parse

_SECOND_PERSON = frozenset("you your yours yourself yourselves".split())
_OTHER = frozenset(
    "this that these those what which there one nobody anybody somebody everybody anyone someone everyone nothing "
    "anything something everything".split()
)
_RELATIVE = frozenset("who whom whose".split())
_PAIR_WORDS = frozenset("both two".split())
_OFFICIALS = frozenset("diplomat leader minister official politician premier president".split())
_TWO = 2
_SIDES = frozenset("side party faction camp foe enemy rival adversary belligerent neighbour neighbor ally".split())
_HOSTILE = frozenset("warring rival opposing feuding fighting quarrelling quarreling conflicting".split())
_STATES = frozenset("country nation capital government state power".split())
_PEOPLE = frozenset("leader minister president man woman official diplomat premier".split())
_FAR, _NEAR = 12, 1  # sentences back to two who act on each other, and to any other two named together
_LOOSE = 3  # sentences that two merely named together stand behind two who act on each other
# Bodies and offices of which every country has one: "the two navies", "both foreign ministers" are two countries'.
_OF_EACH = frozenset(
    "army navy military ministry parliament embassy coastguard delegation police minister president premier "
    "ambassador leader official diplomat".split()
)


def resolve_pair(parse: Parse, p: Profile, nodes: list[Node], stands_for: dict[int, list[Node]]) -> list[Node]:
    """ "both countries", "the two leaders", "both sides": the last two of that kind who do something together."""
    words = {parse.lower[t] for t in range(max(0, p.first - 1), p.head + 1)}
    if not p.plural:
        return []
    noun = parse.lemmas[p.head].lower()
    is_pair = bool(words & _PAIR_WORDS) or (noun in _SIDES and bool(words & _HOSTILE))
    if not is_pair:
        return _met_before(parse, p, nodes)
    if "two" in words and not p.definite and "both" not in words:
        return []
    if noun == "two":
        return _last_two(parse, p, nodes)
    if noun in _SIDES:
        return _two_sides(parse, p, nodes, stands_for) if _says_no_more(parse, p) else []
    if noun in _STATES:
        apart = _countries_outside(parse, p, stands_for)
        return _last_countries([n for n in nodes if n.country not in apart])
    if noun not in _PEOPLE:
        return []
    telling = _who_tells(parse, p)
    others = (n for n in nodes if n.kind == "person" and n.named and n.last not in telling)
    recent = sorted(others, key=lambda n: -n.last)[:2]
    return list(reversed(recent)) if len(recent) == 2 else []


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
        cost = gap + (0 if pair.is_mutual else _LOOSE)
        if best is None or cost < best[0]:
            best = cost, pair
    if best is not None:
        return _as_sides(best[1], nodes)
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
        relation == "nmod" or (relation in {"amod", "compound"} and parse.lower[c] not in _HOSTILE | _PAIR_WORDS)
        for c, relation in below
    )


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


def _last_two(parse: Parse, p: Profile, nodes: list[Node]) -> list[Node]:
    """ "the two": the two people or countries named last, if both are of one kind and not far back."""
    here = parse.sentence_of[p.head]
    near = [n for n in nodes if n.named and n.kind in {"person", "country"} and here - parse.sentence_of[n.last] <= 1]
    for kind in ("person", "country"):
        recent = sorted((n for n in near if n.kind == kind), key=lambda n: -n.last)[:2]
        if len(recent) == 2:
            return list(reversed(recent))
    return []


def is_third_person(p: Profile) -> bool:
    """Whether a pronoun may stand for somebody told of before: "he", "their", no "I", "that" or "who"."""
    return p.key not in FIRST_PERSON | _SECOND_PERSON | _OTHER | _RELATIVE


def resolve_pronoun(
    parse: Parse, p: Profile, nodes: list[Node], stands_for: dict[int, list[Node]], chains: dict[int, Node]
) -> list[Node]:
    word = p.key
    if word in FIRST_PERSON | _SECOND_PERSON | _OTHER:
        return []
    if word in _RELATIVE:
        for above in parse.ancestors(p.head):
            if above in stands_for and above < p.head:
                return stands_for[above]
        return []
    if word in {"they", "them", "their", "theirs", "themselves", "both"}:
        speakers = _speakers_above(parse, p, stands_for)
        if speakers:
            return speakers
        return _plural_pronoun(parse, p, nodes, stands_for, chains)
    person = p.gender in {"m", "f"}
    named = names_told_of(parse, p)
    banned = [*_subjects_beside(parse, p, stands_for), *(n for n in nodes if is_told_of(n, named))]
    known = chains.get(p.chain)
    if known is not None and (known.kind == "person") == person and _gender_fits(known, p) and known not in banned:
        return [known]
    best: tuple[float, Node] | None = None
    sentence = parse.sentence_of[p.head]
    for n in nodes:
        if n in banned:
            continue
        if (n.kind == "person") != person or not _gender_fits(n, p) or (n.plural and not person):
            continue
        for m in n.mentions[-3:]:
            gap = sentence - parse.sentence_of[m.head]
            if gap > 3 or m.head >= p.head:
                continue
            subject = parse.relations[m.head].startswith("nsubj")
            score = (
                -2.0 * gap
                + 1.5 * subject
                + 0.5 * n.named
                + (0.2 if n.kind in {"country", "body"} else 0.0)
                + m.head * 1e-4
            )
            if gap == 0 and not subject and parse.relations[p.head].startswith("nsubj"):
                score -= 1.0
            if best is None or score > best[0]:
                best = (score, n)
    if best is None:
        return []
    return [best[1]]


def _speakers_above(parse: Parse, p: Profile, stands_for: dict[int, list[Node]]) -> list[Node]:
    """ "Union leaders said they would …": a plural subject of the clause that reports this one."""
    verb = parse.heads[p.head]
    if not parse.relations[p.head].startswith("nsubj") or parse.relations[verb] != "ccomp":
        return []
    for subject in parse.dependents(parse.heads[verb], "nsubj"):
        joined = [n for t in (subject, *parse.dependents(subject, "conj")) for n in stands_for.get(t, ())]
        if len(joined) > 1 or any(n.plural for n in joined):
            return unique_nodes(joined)
    return []


def _subjects_beside(parse: Parse, p: Profile, stands_for: dict[int, list[Node]]) -> list[Node]:
    """An object pronoun is never its own clause's subject ("Macron told him")."""
    if parse.relations[p.head] not in {"obj", "iobj", "obl"} or p.key.endswith("self"):
        return []
    return [n for s in parse.dependents(parse.heads[p.head], "nsubj") for n in stands_for.get(s, ())]


def names_told_of(parse: Parse, p: Profile) -> frozenset[str]:
    """Words of the names in what a pronoun says: in "Smith is late, he said" Smith is not he.

    Whom one tells of by name is somebody else (Chomsky 1981, principle C), and so is whom one does something to by
    name ("he told Smith"); a possessor may be the speaker: "Smith's plan is good, he said".
    """
    verb = parse.heads[p.head]
    if p.kind != "pronoun" or not parse.relations[p.head].startswith("nsubj"):
        return frozenset()
    contents = [parse.subtree(c) for c in parse.dependents(verb, "ccomp")]
    contents += [[c, *parse.dependents(c, "flat")] for c in parse.dependents(verb, "obj", "iobj")]
    if parse.relations[verb] == "parataxis" and verb < parse.heads[verb]:
        contents += [parse.subtree(c) for c in parse.dependents(parse.heads[verb], "nsubj", "obl") if c < verb]
    return frozenset(
        parse.lower[t] for told in contents for t in told
        if parse.upos[t] == "PROPN" and not _is_possessor(parse, t)
    )  # fmt: skip


def is_told_of(n: Node, named: frozenset[str]) -> bool:
    """Whether a name is among the words of those that somebody tells of."""
    return bool(named) and n.named and n.name.lower().rpartition(" ")[2] in named


def _is_possessor(parse: Parse, token: int) -> bool:
    while parse.relations[token] in {"flat", "compound"}:
        token = parse.heads[token]
    return parse.relations[token] == "nmod:poss"


def _gender_fits(n: Node, p: Profile) -> bool:
    return n.kind != "person" or n.gender is None or p.gender is None or n.gender == p.gender


def _plural_pronoun(
    parse: Parse, p: Profile, nodes: list[Node], stands_for: dict[int, list[Node]], chains: dict[int, Node]
) -> list[Node]:
    known = chains.get(p.chain)
    if known is not None and known.plural:
        return [known]
    sentence = parse.sentence_of[p.head]
    for distance in range(3):
        if sentence - distance < 0:
            break
        first, last = parse.sentences[sentence - distance]
        heads = [t for t in range(first, min(last, p.head)) if t in stands_for]
        heads.sort(key=lambda t: (not parse.relations[t].startswith("nsubj"), t))
        for t in heads:
            others = [c for c in parse.dependents(t, "conj") if c in stands_for and c < p.head]
            if others and not parse.relations[t].startswith("conj"):
                joined = [n for x in [t, *others] for n in stands_for[x]]
                return unique_nodes(joined)
            if len(stands_for[t]) == 1 and stands_for[t][0].plural:
                return stands_for[t]
    return []
