"""What a mention and an entity told of before have in common, and what stands beside a mention: simple comparisons."""

from collections.abc import Iterator, Sequence

from dragoman.entities.nodes import Node
from dragoman.entities.profile import Profile
from dragoman.language.parse import Parse

_STATES = frozenset(("nation", "state", "country"))


def fits(p: Profile, n: Node) -> bool:
    """Number and gender agree: whom a pronoun may stand for."""
    if p.gender in {"m", "f"}:
        return n.kind == "person" and n.gender in {None, p.gender}
    return n.plural == p.plural and (p.plural or n.kind != "person")


def is_one_for_many(p: Profile, n: Node) -> bool:
    """ "They" is nobody named alone, and "all nations" are not the United Nations."""
    if p.kind == "pronoun":
        return p.plural and n.kind == "person" and n.named and not n.plural
    return p.kind == "group" and p.plural and not p.named and p.key in _STATES and n.kind == "body" and n.named


def is_nobody_alone(p: Profile, n: Node) -> bool:
    """ "She" is no country, no body and no group of people."""
    return p.gender in {"m", "f"} and p.kind == "pronoun" and (n.kind in {"country", "body"} or n.plural)


def compare(a: str | None, b: str | None) -> tuple[float, float, float]:
    """Equal, contradicting, told of one only."""
    if a is None or b is None:
        return 0.0, 0.0, float(a is not b)
    one, two = a.lower(), b.lower()
    same = one == two or one.endswith(" " + two) or two.endswith(" " + one)
    return float(same), float(not same), 0.0


def edges(parse: Parse, head: int) -> Iterator[tuple[int, int]]:
    """The dependent of each edge at a word, and the word at its other end."""
    yield head, parse.heads[head]
    for child in parse.children[head]:
        yield child, child


def is_equation(parse: Parse, subject: int) -> bool:
    """ "Pascu is the league's chairman"."""
    above = parse.heads[subject]
    return parse.relations[subject].startswith("nsubj") and any(
        parse.relations[c] == "cop" for c in parse.children[above]
    )


def is_next_to(parse: Parse, p: Profile, m: Profile) -> bool:
    """Nothing or a comma parts a mention from one before it."""
    return p.first - m.last == 1 or (p.first - m.last == 2 and parse.words[p.first - 1] == ",")


def is_acronym(short: Sequence[str], full: Sequence[str]) -> bool:
    return len(short) == 1 and len(full) > 1 and 1 < len(short[0]) <= 6 and short[0] == "".join(w[0] for w in full)
