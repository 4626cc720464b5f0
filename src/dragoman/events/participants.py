"""Who stands behind a word: entities, speakers of quotations, and owners of acts and things."""

from collections.abc import Iterator, Mapping, Sequence

from dragoman.entities import resolve_participants
from dragoman.language.parse import Parse
from dragoman.types import Cast, Entity, Statement

DOING = frozenset(("by", "from"))
OWNING = DOING | {"of"}
TARGETING = frozenset(("on", "against", "to", "for", "in", "into", "over", "towards", "toward"))
_SELF_PRONOUNS = frozenset(("i", "we", "us", "our", "me", "my"))
_GIVEN = frozenset(("the", "this", "these", "that", "those"))
_DEPTH = 2  # nouns down: "the government of the Republic of Korea"


def is_self(parse: Parse, token: int) -> bool:
    """ "I" or "us", not "US"."""
    return parse.lower[token] in _SELF_PRONOUNS and parse.upos[token] != "PROPN"


class Participants:
    """The cast and the statements of one report, asked by token."""

    def __init__(self, parse: Parse, cast: Cast, statements: Sequence[Statement]) -> None:
        self.parse, self.cast, self.statements = parse, cast, statements
        self.entities: Mapping[str, Entity] = {e.id: e for e in cast.entities}
        self.by_id = {s.id: s for s in statements}
        self.content: list[set[int]] = [{t for span in s.content for t in parse.tokens_in(span)} for s in statements]
        self._innermost: dict[int, Statement] = {}
        for statement, content in sorted(zip(statements, self.content, strict=True), key=lambda pair: len(pair[1])):
            for token in content:
                self._innermost.setdefault(token, statement)
        self._ids: dict[int, tuple[str, ...]] = {}
        self.cue_of = {parse.tokens_in(s.cue).start: s for s in statements if s.cue}
        self._author = self._find_author()

    def ids_at(self, token: int) -> tuple[str, ...]:
        """Entities at a token; "I" and "we" inside a quotation are its speaker, elsewhere the report's author."""
        known = self._ids.get(token)
        if known is None:
            own = is_self(self.parse, token)
            statement = self.innermost(token) if own else None
            known = resolve_participants(self.parse, self.cast, token) if statement is None else statement.speaker
            if own and not known:
                known = self._author
            self._ids[token] = known
        return known

    def _find_author(self) -> tuple[str, ...]:
        """The speaker of the first statement of which "I" or "we" is the subject, outside what others say."""
        for cue, statement in sorted(self.cue_of.items()):
            if any(is_self(self.parse, c) and self.innermost(c) is None for c in self.parse.dependents(cue, "nsubj")):
                return statement.speaker
        return ()

    def owners(self, token: int, cases: frozenset[str] = OWNING, depth: int = _DEPTH) -> Iterator[str]:
        """Possessor, of-phrase, by-phrase or nationality of an act or thing: "condemned Russia's invasion"."""
        for child in self.parse.children[token]:
            relation = self.parse.relations[child]
            case = {self.parse.lower[c] for c in self.parse.children[child] if self.parse.relations[c] == "case"}
            if relation == "nmod:poss" or case & cases or relation in {"amod", "compound"}:
                ids = self.ids_at(child)
                if not ids and depth and relation.startswith("nmod") and self.parse.upos[child] == "NOUN":
                    ids = tuple(self.owners(child, cases, depth - 1))
                if ids:
                    yield from ids
                    return

    def targets(self, token: int) -> Iterator[str]:
        """Whom an act or thing is directed at: "lifted the sanctions on Iran"."""
        for child in self.parse.dependents(token, "nmod", "obl"):
            if any(self.parse.lower[c] in TARGETING for c in self.parse.children[child]):
                ids = self.ids_at(child)
                if ids:
                    yield from ids
                    return

    def party(self, token: int, role: str) -> Iterator[str]:
        """Entities at a participant, or whose it is where it is a thing: "praised the efforts of Kerry"."""
        ids = self.ids_at(token)
        if ids or self.parse.upos[token] != "NOUN" or role in {"governor", "mod"}:
            yield from ids
        elif role not in {"agent", "by"} or not self.is_person(token):
            yield from self.owners(token)

    def is_person(self, token: int) -> bool:
        """People, named or not."""
        mention = self.parse.mention_at.get(token)
        return mention is not None and mention.type == "person"

    def innermost(self, token: int) -> Statement | None:
        """The shortest statement whose content holds a token."""
        return self._innermost.get(token)

    def is_given(self, token: int) -> bool:
        """A definite or possessed noun presupposes its act ("the blockade must end"); that stays an event."""
        if self.parse.upos[token] != "NOUN":
            return False
        return any(
            self.parse.relations[c] == "nmod:poss" or self.parse.lower[c] in _GIVEN for c in self.parse.children[token]
        )
