"""Ambassadors are of another country than whoever expels or summons them or complains of their words."""

from collections.abc import Iterator, Mapping, Sequence

from dragoman.entities.nodes import Node
from dragoman.language.parse import Parse

_ENVOYS = frozenset("ambassador envoy diplomat consul attache attaché affaires charge chargé".split())
# What only a host does to an envoy: of 49 of the corpus who are told to leave or are called in none is of the country
# that does it.
_BY_HOSTS = frozenset("banish convoke deport expel oust summon".split())
_DECLARED = frozenset("declare proclaim brand name".split())
_WORDS = frozenset("remark comment statement interview tweet post letter".split())
_SPEECH = frozenset("say tell complain protest add call describe condemn criticise criticize denounce".split())


def hosts_of_envoys(parse: Parse, nodes: Sequence[Node], stands_for: Mapping[int, Sequence[Node]]) -> dict[int, Node]:
    """For envoys by id(node) the entity that acts as host, of whose country they are not."""
    found = {}
    for node in nodes:
        if node.kind not in {"person", "group"}:
            continue
        for m in node.mentions:
            if node.office != "Ambassador" and parse.lemmas[m.head].lower() not in _ENVOYS:
                continue
            host = next((n for t in _hosts(parse, m.head) for n in stands_for.get(t, ()) if n is not node), None)
            if host is not None:
                found[id(node)] = host
    return found


def _hosts(parse: Parse, head: int) -> Iterator[int]:
    """Subjects of what is done to an envoy by the host, and who tells of the envoy's words."""
    above, relation = parse.heads[head], parse.relations[head]
    if parse.lower[above] == "persona":  # trees take "Ann Lee persona non grata" for one name
        above, relation = parse.heads[above], parse.relations[above]
    if relation == "obj" and (parse.lemmas[above] in _BY_HOSTS or _is_unwelcome(parse, above)):
        yield from _subjects(parse, above)
    if relation == "nsubj:pass" and (parse.lemmas[above] in _BY_HOSTS or _is_unwelcome(parse, above)):
        yield from parse.dependents(above, "obl:agent")
    if relation in {"nmod", "nmod:poss", "obl:agent", "obl"}:
        words = above if parse.lemmas[above] in _WORDS else parse.heads[above]
        if parse.lemmas[words] in _WORDS and parse.upos[words] == "NOUN":
            for verb in parse.ancestors(words):
                if parse.lemmas[verb] in _SPEECH:
                    yield from _subjects(parse, verb)


def _is_unwelcome(parse: Parse, verb: int) -> bool:
    """ "Declared persona non grata", "ordered to leave", "given 48 hours to leave"."""
    below = {parse.lower[t] for t in parse.subtree(verb)}
    return (parse.lemmas[verb] in _DECLARED and "persona" in below) or (
        parse.lemmas[verb] in {"order", "tell", "give", "ask"} and "leave" in below
    )


def _subjects(parse: Parse, verb: int) -> Iterator[int]:
    """The subject of a verb, or of the one that it is joined to or hangs on without its own."""
    while not (subjects := list(parse.dependents(verb, "nsubj"))):
        if parse.relations[verb].partition(":")[0] not in {"conj", "xcomp", "advcl"}:
            return
        verb = parse.heads[verb]
    yield from subjects
