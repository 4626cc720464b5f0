"""Whom pronouns stand for."""

from dragoman.entities.nodes import FIRST_PERSON, Node, unique_nodes
from dragoman.entities.profile import Profile
from dragoman.language.parse import Parse

_SECOND_PERSON = frozenset("you your yours yourself yourselves".split())
_OTHER = frozenset(
    "this that these those what which there one nobody anybody somebody everybody anyone someone everyone nothing "
    "anything something everything".split()
)
_TAGGED = {"n": ("country", "body"), "m": ("person",), "f": ("person",)}
_RELATIVE = frozenset("who whom whose".split())


def is_third_person(p: Profile) -> bool:
    """Whether a pronoun may stand for somebody told of before: "he", "their", no "I", "that" or "who"."""
    return p.key not in FIRST_PERSON | _SECOND_PERSON | _OTHER | _RELATIVE


def owner_joined(parse: Parse, p: Profile, stands_for: dict[int, list[Node]]) -> list[Node]:
    """ "Saudi Arabia and its allies": the owner is the one that they are joined to."""
    noun = parse.heads[p.head]
    owner = parse.heads[noun]
    told = stands_for.get(owner, [])
    is_joined = parse.relations[p.head] == "nmod:poss" and parse.relations[noun] == "conj" and owner < p.head
    if not is_joined or len(told) != 1 or p.head == 0 or parse.lower[p.head - 1] != "and":
        return []
    return told if p.gender == "n" and told[0].kind in {"country", "body"} else []


def owner_in_tag(parse: Parse, p: Profile, stands_for: dict[int, list[Node]]) -> list[Node]:
    """ "Iran offered gas to Armenia, its president said": whoever is the subject of what is said.

    So for "its" in 117 of 123 annotated cases, also within what is said; the others have a person as the subject, or a
    state's soldiers. "His lawyer said" is told of the subject before it.
    """
    noun = parse.heads[p.head]
    verb = parse.heads[noun]
    if p.gender not in _TAGGED or parse.relations[p.head] != "nmod:poss" or parse.relations[noun] != "nsubj":
        return []
    told = [c for c in parse.dependents(verb, "ccomp", "parataxis") if c < p.head]
    if parse.relations[verb] == "parataxis" or (parse.relations[verb] == "ccomp" and p.gender == "n"):
        told.append(parse.heads[verb])
    for clause in told:
        for subject in parse.dependents(clause, "nsubj", "nsubj:pass"):
            found = stands_for.get(subject, [])
            if subject < p.head and len(found) == 1 and found[0].kind in _TAGGED[p.gender]:
                return found if found[0].gender in {None, p.gender} else []
    return []


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
