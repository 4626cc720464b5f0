"""Who writes in the first person: whose statement a heading announces, who signs, or the body that a text tells of."""

from dataclasses import replace

from dragoman.entities import resolve_participants
from dragoman.language.parse import Parse
from dragoman.statements.cues import has_marker
from dragoman.types import Cast

_WRITINGS = frozenset(
    "statement remark address speech message letter declaration communique communiqué text reply answer".split()
)
_PERFORMATIVES = frozenset(
    "apologise apologize commend condemn congratulate deplore extend regret reject request salute thank urge "
    "welcome".split()
)
_HEADINGS = 4  # paragraphs without a finite verb that may stand above a text
_FIRST_PERSON = frozenset(("i", "we"))
_SIGNATURE = 14  # words of a paragraph that may be one


def with_author(parse: Parse, cast: Cast, quoted: list[range]) -> Cast:
    """A cast in which "I" and "we" outside quotations stand for the report's author, if its text or title tells one."""
    own = [
        t
        for t, word in enumerate(parse.lower)
        if word in _FIRST_PERSON and t not in cast.ids_by_token and not any(t in q for q in quoted)
    ]
    if not own:
        return cast
    ids = _in_heading(parse, cast) or _in_signature(parse, cast) or cast.author or _as_body(parse, cast, own)
    return replace(cast, ids_by_token={**cast.ids_by_token, **dict.fromkeys(own, ids)}) if ids else cast


def _in_heading(parse: Parse, cast: Cast) -> tuple[str, ...]:
    """Whose statement or speech the first paragraph announces, or one of those below it without a finite verb."""
    for number in range(min(_HEADINGS, parse.paragraph_of[-1] + 1)):
        for token in _paragraph(parse, number):
            if "VerbForm=Fin" in parse.features[token] or (number == 0 and parse.upos[token] == "VERB"):
                return ()
            if parse.lemmas[token].lower() in _WRITINGS:
                for holder in parse.dependents(token, "nmod", "obl"):
                    if has_marker(parse, holder, "of") or has_marker(parse, holder, "by"):
                        return resolve_participants(parse, cast, holder)
    return ()


def _in_signature(parse: Parse, cast: Cast) -> tuple[str, ...]:
    """The person with whose name a last paragraph without a verb begins."""
    last = _paragraph(parse, parse.paragraph_of[-1]) if len(parse) else range(0)
    if len(last) > _SIGNATURE or any(parse.upos[t] in {"VERB", "AUX"} for t in last):
        return ()
    for token in last:
        mention = parse.mention_at.get(token)
        if mention and mention.start == last.start and mention.type == "person" and token in cast.ids_by_token:
            return cast.ids_by_token[token]
    return ()


def _as_body(parse: Parse, cast: Cast, own: list[int]) -> tuple[str, ...]:
    """The body that a text begins with, if its "we" then does things with words: "We condemn this attack"."""
    if not any(parse.lower[t] == "we" and _performs(parse, parse.heads[t]) for t in own):
        return ()
    for root in range(*parse.sentences[0]):
        if parse.heads[root] == root:
            for subject in parse.dependents(root, "nsubj"):
                mention = parse.mention_at.get(subject)
                if mention is not None and mention.type == "organization":
                    return cast.ids_by_token.get(subject, ())
    return ()


def _performs(parse: Parse, verb: int) -> bool:
    """A present tense in which the word is the deed (Austin, How to Do Things with Words, 1962)."""
    return parse.lower[verb] in _PERFORMATIVES and not any(parse.dependents(verb, "aux"))


def _paragraph(parse: Parse, number: int) -> range:
    inside = [t for t, n in enumerate(parse.paragraph_of) if n == number]
    return range(inside[0], inside[-1] + 1)
