"""What an entity is called: its fullest name, or the words that tell which one it is."""

from collections.abc import Mapping, Sequence

from dragoman.entities.nodes import Node
from dragoman.entities.phrases import phrase_text
from dragoman.entities.profile import Profile
from dragoman.knowledge.phrases import is_acronym
from dragoman.language.parse import Parse

_WHICH = frozenset("of in from for at".split())
_ABOUT = frozenset("at least most about around nearly almost over more than".split())
_ACRONYM = 4  # letters that "UAE" and "DPRK" may have; more in capitals is a dateline
_TELLING = 6  # a longer phrase is a description, no name
_ANYBODY = frozenset("people person man woman child other".split())  # nouns that tell nobody without a number


def full_name(parse: Parse, node: Node, stands_for: Mapping[int, Sequence[Node]]) -> str:
    """The name, or what the nameless are first called with the phrase that tells which: "doctors from Mae Sot".

    Who is somebody's is called by the name of that one: "Hugo Takara's lawyer" for "his lawyer". `stands_for` are
    the entities of the report's mentions by their heads.
    """
    name, owner = _own_name(parse, node), _owner(parse, node, stands_for)
    rest = name.partition(" ")[2]
    if not rest[:1].islower():  # "Her Majesty"
        return name
    if owner is None:
        return rest.removeprefix("own ") if _begins_with_pronoun(parse, node, name) else name
    mark = "'" if owner.name.endswith("s") else "'s"
    return f"{owner.name}{mark} {rest}"


def _owner(parse: Parse, node: Node, stands_for: Mapping[int, Sequence[Node]]) -> Node | None:
    """Who is named for the pronoun that a name begins with."""
    if node.named or not _begins_with_pronoun(parse, node, node.name):
        return None
    held = stands_for.get(node.mentions[0].first, ())
    return held[0] if len(held) == 1 and held[0].named and held[0] is not node else None


def _begins_with_pronoun(parse: Parse, node: Node, name: str) -> bool:
    """ "His lawyer", "whose police": the possessor is the first word of the first mention and of the name."""
    first = node.mentions[0].first
    is_pronoun = parse.relations[first] == "nmod:poss" and parse.upos[first] in {"PRON", "DET"}
    return is_pronoun and name.lower().startswith(f"{parse.lower[first]} ")


def _own_name(parse: Parse, node: Node) -> str:
    first = node.mentions[0]
    if node.kind == "country":
        return _state_name(parse, node)
    if node.kind == "body" and node.named:
        return _letters(parse, node) or node.name
    if node.named or node.kind == "pronoun" or node.name != phrase_text(parse, first.first, first.last):
        return node.name
    start = _after_number(parse, first)
    for child in parse.dependents(first.head, "nmod"):
        inside = parse.subtree(child)
        begin, stop = min(inside), max(inside)
        case = {parse.lower[c] for c in parse.children[child] if parse.relations[c] == "case"}
        where = node.kind == "body" and case == {"in"}  # "the ministry in Beijing" is the ministry
        if begin == first.last + 1 and stop - begin < _TELLING and case & _WHICH and case <= _WHICH and not where:
            return phrase_text(parse, start, stop)
    return phrase_text(parse, start, first.last)


def _letters(parse: Parse, node: Node) -> str | None:
    """The letters of a body that the report calls by nothing else: "UNHCR"."""
    names = [(parse.words[m.first], m) for m in node.mentions if m.named]
    if any(m.first != m.last or not is_acronym(word.replace(".", "")) for word, m in names):
        return None
    return names[0][0] if names else None


def _after_number(parse: Parse, p: Profile) -> int:
    """The first word of a group's name: "at least 345 pilgrims" are pilgrims, however many are told.

    Where nothing else tells who they are, the number stays: "80 people", "11 Palestinians". "34" in "the 34-year-old"
    counts nobody.
    """
    start = p.first
    while start < p.head and parse.lower[start] in _ABOUT:
        start += 1
    numbers = [t for t in range(start, p.head) if parse.upos[t] == "NUM" and parse.words[t + 1] != "-"]
    if not numbers or any(parse.upos[t] not in {"NUM", "ADJ", "DET", "ADV", "ADP"} for t in range(start, numbers[-1])):
        return start
    is_telling = p.plural and parse.upos[p.head] == "NOUN" and parse.lemmas[p.head] not in _ANYBODY
    return numbers[-1] + 1 if numbers[-1] + 1 < p.head or is_telling else start


def _state_name(parse: Parse, node: Node) -> str:
    """The country's name, or "Chadian government" where the report names the state in no other way."""
    states = [m for m in node.mentions if m.reason == "table of countries"]
    named = next((m.name for m in states if parse.upos[m.head] == "PROPN" and not _is_dateline(parse, m)), None)
    government = next((m.name for m in node.mentions if m not in states), None)
    return named or government or node.name


def _is_dateline(parse: Parse, m: Profile) -> bool:
    """ "BUDAPEST (Reuters)": a town in capitals."""
    return len(parse.words[m.head]) > _ACRONYM and parse.words[m.head].isupper()
