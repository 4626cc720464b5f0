"""Whom "the group", "the charity" or "the company" is short for: the body of that kind that the report named last."""

from collections.abc import Sequence

from dragoman.entities.nodes import Node
from dragoman.entities.profile import Profile
from dragoman.language.parse import Parse

_BAND = frozenset(("REB", "UAF", "SOC", "PTY", "CRM", "NGO", "LAB", "REL", "CVL"))
# Nouns, and sectors of whom they may be short for.
_SHORT = {
    **dict.fromkeys(("group", "movement", "faction", "militia", "network"), _BAND),
    **dict.fromkeys(("organisation", "organization"), _BAND | {"IGO", "EDU"}),
    **dict.fromkeys(("charity", "watchdog"), frozenset(("NGO", "CVL", "SOC", "MED"))),
    **dict.fromkeys(("alliance", "bloc", "union"), frozenset(("IGO", "LAB", "PTY", "REB", "MIL"))),
    **dict.fromkeys(("company", "firm", "carrier", "airline"), frozenset(("BUS",))),
    **dict.fromkeys(("paper", "newspaper", "daily", "broadcaster", "station"), frozenset(("JRN",))),
    "party": frozenset(("PTY",)),
}
_PLAIN = frozenset(
    "armed extremist guerrilla insurgent islamist jihadist militant opposition paramilitary rebel".split()
)
_BANDS = frozenset("group movement faction militia network organisation organization".split())
_NEAR = 2  # sentences


# Acts of bands, and sectors of whom a definite noun then stands for rather than a firm's or club's.
_FORCE = frozenset(
    "abduct ambush attack behead bomb bombard execute fire kidnap kill launch murder raid release seize shell shoot "
    "target threaten".split()
)
_ARMED = frozenset(("REB", "UAF"))


def band_that_strikes(parse: Parse, p: Profile, nodes: Sequence[Node]) -> Node | None:
    """The armed band named last, where "the group" says or does what bands do: "the group said it had beheaded him"."""
    if parse.lemmas[p.head].lower() not in _BANDS or p.named or p.plural or not p.definite:
        return None
    if not _says_no_more(parse, p):
        return None
    verb = parse.heads[p.head]
    if not parse.relations[p.head].startswith("nsubj"):
        return None
    subjects = {v: parse.dependents(v, "nsubj") for v in parse.dependents(verb, "ccomp")}
    told = [v for v, found in subjects.items() if any(parse.lower[s] == "it" for s in found)]
    if not any(parse.lemmas[v] in _FORCE for v in (verb, *told, *parse.dependents(verb, "xcomp"))):
        return None
    near = [
        n for n in nodes
        if n.named and n.kind in {"body", "group"} and _ARMED.intersection(n.sector)
        and any(_is_near(parse, m.head, p.head) for m in n.mentions)
    ]  # fmt: skip
    return max(near, key=lambda n: n.last, default=None)


def bearer_of_short_form(parse: Parse, p: Profile, nodes: Sequence[Node]) -> Node | None:
    """The body named last of the kind that a definite noun tells, in its sentence or the two before."""
    sectors = _SHORT.get(parse.lemmas[p.head].lower())
    if sectors is None or p.named or p.plural or not p.definite or not _says_no_more(parse, p):
        return None
    beside = {t for t in parse.dependents(parse.heads[p.head], "nsubj", "obj", "obl") if t != p.head}
    near = [
        n for n in nodes
        if n.named and n.kind == "body" and sectors.intersection(n.sector)
        and any(_is_near(parse, m.head, p.head) for m in n.mentions) and not any(m.head in beside for m in n.mentions)
    ]  # fmt: skip
    return max(near, key=lambda n: n.last, default=None)


def _says_no_more(parse: Parse, p: Profile) -> bool:
    """Nothing in its phrase tells which group it is but that it is a known one: "the armed group"."""
    for child in parse.children[p.head]:
        relation = parse.relations[child].partition(":")[0]
        if relation in {"nmod", "appos", "flat", "nummod", "conj"}:
            return False
        if relation in {"amod", "compound"} and parse.lower[child] not in _PLAIN:
            return False
    return True


def _is_near(parse: Parse, before: int, token: int) -> bool:
    return before < token and parse.sentence_of[token] - parse.sentence_of[before] <= _NEAR
