"""Some of many, who say something: "some believe that …", "73 percent said …", "those who know him say …"."""

from collections.abc import Container, Iterator

from dragoman.entities.phrases import phrase_text
from dragoman.entities.profile import Profile
from dragoman.language.parse import Parse

_SOME = frozenset("few many most others several some those".split())
_PARTS = frozenset("half majority minority per percent quarter third".split())
_IS_CUE = 0.35  # a word likelier than that marks what somebody says
COUNTED = "some of many, whom the report does not name"


def find_counted(parse: Parse, known: Container[int]) -> Iterator[Profile]:
    """Subjects of likely cues that only tell how many they are."""
    if parse.acts is None:
        return
    for token, relation in enumerate(parse.relations):
        verb = parse.heads[token]
        if relation != "nsubj" or token in known or verb not in parse.acts.rows or not _counts(parse, token):
            continue
        if any(child in known for child in parse.dependents(token, "nmod")):
            continue  # "one of them": of whom is told
        if parse.acts.cue[verb, 0] >= _IS_CUE:
            first, last = _phrase(parse, token)
            name = phrase_text(parse, first, last)
            yield Profile(
                head=token, first=first, last=last, kind="group", name=name, key=f"{name} {token}", plural=True,
                reason=COUNTED,
            )  # fmt: skip


def _counts(parse: Parse, token: int) -> bool:
    """A numeral, a share, or a word like "some" and "those who"; "one" is somebody told of before."""
    if parse.lower[token] in _SOME or parse.lemmas[token] in _PARTS:
        return True
    return parse.upos[token] == "NUM" and not parse.words[token].isdigit() and parse.lower[token] != "one"


def _phrase(parse: Parse, head: int) -> tuple[int, int]:
    """The words of a subject without a comma before and after its head."""
    below = set(parse.subtree(head))
    first = last = head
    while first - 1 in below and parse.upos[first - 1] != "PUNCT":
        first -= 1
    while last + 1 in below and parse.upos[last + 1] != "PUNCT":
        last += 1
    return first, last
