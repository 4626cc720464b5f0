"""Frames to event types by a codebook: conditions, actors and recipients, and on whose word.

The most specific rule of a predicate that holds decides. What is demanded, promised, refused or
threatened is not coded again; what somebody says is coded where the words amount to an act.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.codebook import Codebook, Condition, EventType, RoleSpec, Rule, Stance
from dragoman.entities import resolve_participants
from dragoman.events.frames import Frame
from dragoman.language.parse import Parse
from dragoman.types import Cast, Entity, Statement

_DEFAULT_ACTOR: RoleSpec = (("agent",), ("by",))
_DEFAULT_RECIPIENT: RoleSpec = (("object",), ("iobj",), ("to",), ("against",), ("with",), ("on",))
_SWALLOWING = frozenset(("REQUEST", "AGREE", "REJECT", "THREATEN"))
_VERBAL = frozenset(("REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"))
_MODALS = {"must": "must", "should": "should", "ought": "ought", "shall": "shall", "will": "will", "'ll": "will", "’ll": "will",
           "wo": "will", "would": "would", "'d": "would", "’d": "would", "ca": "can", "can": "can", "could": "could"}  # fmt: skip
_NEGATIONS = frozenset("not n't n’t never no".split())
_SELF_PRONOUNS = frozenset("i we us our me my".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One mention of an event: its type, participants, predicate and trigger tokens, and how sure the rule is.

    An anaphoric mention names nobody ("the blockade"); it counts only as a further mention of a known event.
    """

    type: str
    mode: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    predicate: int
    triggers: tuple[tuple[int, ...], ...]
    according_to: tuple[str, ...]
    confidence: float
    rule: str
    anaphoric: bool = False


def code_events(
    parse: Parse, cast: Cast, statements: Sequence[Statement], frames: Sequence[Frame], codebook: Codebook
) -> tuple[Coded, ...]:
    """Event mentions of a report in text order."""
    coder = _Coder(parse, cast, statements, codebook)
    found: list[Coded] = []
    for frame in frames:
        coded = coder.code(frame)
        if coded is not None:
            found.append(coded)
    found.extend(coder.code_stances(found))
    return tuple(sorted(coder.without_swallowed(found), key=lambda c: (c.predicate, c.type)))


class _Coder:
    def __init__(self, parse: Parse, cast: Cast, statements: Sequence[Statement], codebook: Codebook) -> None:
        self.parse, self.cast, self.codebook = parse, cast, codebook
        self.entities: Mapping[str, Entity] = {e.id: e for e in cast.entities}
        self.statements = statements
        self.by_id = {s.id: s for s in statements}
        self.content: list[set[int]] = [
            {t for span in s.content for t in parse.tokens_in(span)} for s in statements
        ]
        self.cue_of = {parse.tokens_in(s.cue).start: s for s in statements if s.cue}

    def code(self, frame: Frame) -> Coded | None:
        """The first rule of the frame that holds and has a political participant."""
        for rule in self.codebook.rules.get((frame.lemma, frame.pos), ()):
            if not all(self._holds(c, frame) for c in rule.needs):
                continue
            kind = self.codebook.types[rule.type]
            actor = self._resolve(rule.actor or _DEFAULT_ACTOR, frame)
            recipient = () if kind.mutual and not rule.recipient else self._resolve(rule.recipient or _DEFAULT_RECIPIENT, frame)
            recipient = tuple(i for i in recipient if i not in actor)
            if rule.type == "CONSULT" and len(actor) < 2 and "governor" in frame.roles and not recipient:
                actor = tuple(dict.fromkeys([*self._role_ids("governor", frame), *actor]))
            anaphoric = not self._is_political(actor, recipient, kind)
            if anaphoric and frame.pos != "NOUN":
                continue
            coded = self._coded(rule.type, rule.mode, actor, recipient, frame.predicate, (frame.tokens,), 0.5 + 0.1 * min(3, len(rule.needs)), f"triggers.tsv:{rule.line}")
            return replace(coded, anaphoric=anaphoric)
        return None

    def _coded(
        self, kind: str, mode: tuple[str, ...], actor: tuple[str, ...], recipient: tuple[str, ...], predicate: int,
        triggers: tuple[tuple[int, ...], ...], confidence: float, rule: str,
    ) -> Coded:  # fmt: skip
        return Coded(
            type=kind, mode=mode, actor=actor, recipient=recipient, predicate=predicate, triggers=triggers,
            according_to=self._according_to(predicate, actor, kind), confidence=confidence, rule=rule,
        )  # fmt: skip

    def _holds(self, condition: Condition, frame: Frame) -> bool:
        if condition.role == "any":
            first, last = self.parse.sentences[self.parse.sentence_of[frame.predicate]]
            low, high = max(first, frame.predicate - 12), min(last, frame.predicate + 13)
            hit = any(self.parse.lemmas[t].lower() in condition.lemmas for t in range(low, high))
            return hit != condition.negated
        if condition.role == "passive":
            return frame.passive != condition.negated
        held = frame.roles.get(condition.role, ())
        if condition.role == "compound":
            held = tuple(c for c in self.parse.dependents(frame.predicate, "compound"))
        hit = any(self._fits(condition, t) for t in held)
        return hit != condition.negated

    def _fits(self, condition: Condition, token: int) -> bool:
        if "*" in condition.lemmas or self.parse.lemmas[token].lower() in condition.lemmas:
            return True
        if condition.lemmas and any(
            self.parse.lemmas[c].lower() in condition.lemmas for c in self.parse.dependents(token, "conj", "compound", "nmod")
        ):
            return True
        if not condition.kinds:
            return False
        ids = resolve_participants(self.parse, self.cast, token)
        found = [self.entities[i] for i in ids]
        mention = self.parse.mention_at.get(token)
        for kind in condition.kinds:
            if kind == "known" and any(e.country or e.sector for e in found):
                return True
            if kind == "several" and (len(found) > 1 or "Number=Plur" in self.parse.features[token] and found):
                return True
            if kind == "country" and any(e.sector == ("GOV",) and e.reason == "table of countries" for e in found):
                return True
            if kind == "place" and mention is not None and mention.type == "place":
                return True
            if kind == "person" and mention is not None and mention.type == "person":
                return True
            if kind == "org" and mention is not None and mention.type == "organization":
                return True
            if kind == "time" and mention is not None and mention.type == "time":
                return True
        return False

    def _resolve(self, spec: RoleSpec, frame: Frame) -> tuple[str, ...]:
        for union in spec:
            found: list[str] = []
            for role in union:
                found.extend(self._role_ids(role, frame))
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _role_ids(self, role: str, frame: Frame) -> Iterator[str]:
        if role == "speaker":
            statement = self._innermost(frame.predicate)
            if statement is not None:
                yield from statement.speaker
            return
        if role == "owner":
            for token in frame.roles.get("object", ()):
                yield from self._owners(token)
            return
        for token in frame.roles.get(role, ()):
            yield from self._ids_at(token)

    def _ids_at(self, token: int) -> tuple[str, ...]:
        """Entities at a token; "I" and "we" inside a quotation are its speaker."""
        if self.parse.lower[token] in _SELF_PRONOUNS:
            statement = self._innermost(token)
            return statement.speaker if statement is not None else ()
        return resolve_participants(self.parse, self.cast, token)

    def _owners(self, token: int) -> Iterator[str]:
        """Possessor, of-phrase, by-phrase or nationality of an act or thing: "condemned Russia's invasion"."""
        for child in self.parse.children[token]:
            relation = self.parse.relations[child]
            case = {self.parse.lower[c] for c in self.parse.children[child] if self.parse.relations[c] == "case"}
            if relation == "nmod:poss" or case & {"by", "of", "from", "against", "on"} or relation in {"amod", "compound"}:
                ids = self._ids_at(child)
                if ids:
                    yield from ids
                    return

    def _is_political(self, actor: Sequence[str], recipient: Sequence[str], kind: EventType) -> bool:
        known = [self.entities[i] for i in (*actor, *recipient)]
        if any(e.country or (e.sector and e.sector[0] not in {"CVL", "BUS", "JRN", "EDU", "MED"}) for e in known):
            return True
        return kind.quad == 4 and bool(known)

    def _innermost(self, token: int) -> Statement | None:
        holding = [(len(c), s) for s, c in zip(self.statements, self.content, strict=True) if token in c]
        return min(holding, key=lambda pair: pair[0])[1] if holding else None

    def _according_to(self, predicate: int, actor: tuple[str, ...], kind: str) -> tuple[str, ...]:
        """Speakers whose words hold the predicate, outermost first, without the one whose verbal act it is."""
        holding = sorted(
            ((len(c), s) for s, c in zip(self.statements, self.content, strict=True) if predicate in c),
            key=lambda pair: -pair[0],
        )
        found: list[str] = []
        for _, statement in holding:
            if kind in _VERBAL and set(statement.speaker) & set(actor):
                continue
            found.extend(i for i in statement.speaker if i not in found)
        cue = self.cue_of.get(predicate)
        if cue is not None and cue.via:
            outer = self.by_id.get(cue.via)
            while outer is not None:
                found = [*[i for i in outer.speaker if i not in found], *found]
                outer = self.by_id.get(outer.via) if outer.via else None
        return tuple(found)

    def code_stances(self, coded: Sequence[Coded]) -> Iterator[Coded]:
        """Statements whose words amount to an act of the speaker."""
        taken = {t for c in coded if c.type in _VERBAL for group in c.triggers for t in group}
        for statement, content in zip(self.statements, self.content, strict=True):
            cue = self.parse.tokens_in(statement.cue).start if statement.cue else None
            if cue is not None and cue in taken:
                continue
            done: set[str] = set()
            for token in sorted(content):
                if self._innermost(token) is not statement or token in taken:
                    continue
                match = self._stance_at(token, statement)
                if match is None or match[0].type in done:
                    continue
                stance, recipient = match
                done.add(stance.type)
                triggers = ((token,),) if cue is None else ((token,), (cue,))
                if not recipient and stance.type in {"REQUEST", "ACCUSE"}:
                    recipient = self._doers(token, coded, statement)
                yield self._coded(
                    stance.type, stance.mode, statement.speaker, recipient, token, triggers, 0.5, "stances.tsv"
                )

    def _doers(self, token: int, coded: Sequence[Coded], statement: Statement) -> tuple[str, ...]:
        """Who did what the words complain of: "the blockade must be lifted" is asked of those who blockade."""
        subject = _subject_of(self.parse, token)
        nouns = [t for t in (subject, *self.parse.dependents(token, "obj")) if t is not None and self.parse.upos[t] == "NOUN"]
        for noun in nouns:
            stem = self.parse.lemmas[noun].lower()[:5]
            for c in reversed(coded):
                if c.actor and not c.anaphoric and self.parse.lemmas[c.predicate].lower()[:5] == stem and len(stem) == 5:
                    return tuple(i for i in c.actor if i not in statement.speaker)
        return ()

    def _stance_at(self, token: int, statement: Statement) -> tuple[Stance, tuple[str, ...]] | None:
        parse = self.parse
        if parse.upos[token] not in {"VERB", "ADJ", "NOUN"} or not _is_clause_head(parse, token):
            return None
        lemma = parse.lemmas[token]
        modals = {_MODALS[parse.lower[c]] for c in parse.children[token] if parse.lower[c] in _MODALS}
        negated = any(parse.lower[c] in _NEGATIONS for c in parse.children[token])
        subject = _subject_of(parse, token)
        own = subject is not None and (
            bool(set(self._ids_at(subject)) & set(statement.speaker)) or parse.lower[subject] in _SELF_PRONOUNS
        )
        for stance in self.codebook.stances:
            if stance.auxiliaries and not modals & stance.auxiliaries:
                continue
            if stance.predicates and lemma not in stance.predicates:
                continue
            if lemma in stance.excluded or (stance.negated is not None and stance.negated != negated):
                continue
            if stance.own is not None and (stance.own != own or subject is None):
                continue
            if stance.complement and not any(parse.relations[c] == "xcomp" for c in parse.children[token]):
                continue
            return stance, self._stance_recipient(stance, token, subject, statement)
        return None

    def _stance_recipient(
        self, stance: Stance, token: int, subject: int | None, statement: Statement
    ) -> tuple[str, ...]:
        for union in stance.recipient:
            found: list[str] = []
            for role in union:
                if role == "agent" and subject is not None:
                    found.extend(self._ids_at(subject))
                    found.extend(self._owners(subject))
                elif role == "object":
                    for child in self.parse.dependents(token, "obj"):
                        found.extend(self._ids_at(child) or tuple(self._owners(child)))
                elif role == "owner":
                    for child in self.parse.dependents(token, "obj"):
                        found.extend(self._owners(child))
                else:
                    for child in self.parse.dependents(token, "obl"):
                        if any(self.parse.lower[c] == role for c in self.parse.children[child]):
                            found.extend(self._ids_at(child))
            found = [i for i in dict.fromkeys(found) if i not in statement.speaker]
            if found:
                return tuple(found)
        return ()

    def without_swallowed(self, coded: Sequence[Coded]) -> Iterator[Coded]:
        """Leave out what is demanded, promised, refused or threatened by another coded act."""
        swallowed: set[int] = set()
        for c in coded:
            if c.type not in _SWALLOWING:
                continue
            for child in self.parse.children[c.predicate]:
                relation = self.parse.relations[child].partition(":")[0]
                if relation in {"xcomp", "ccomp", "obj", "obl", "acl", "nmod"} and not self._is_given(child):
                    swallowed.add(child)
                    swallowed.update(t for t in self.parse.dependents(child, "conj"))
                    if relation in {"xcomp", "ccomp", "obl"} or self.parse.lemmas[child] in {"end", "halt", "return", "start", "need", "resumption"}:
                        for inner in self.parse.dependents(child, "obj", "xcomp", "obl", "nmod", "nsubj:pass"):
                            if not self._is_given(inner):
                                swallowed.add(inner)
        for c in coded:
            if c.predicate not in swallowed:
                yield c

    def _is_given(self, token: int) -> bool:
        """A definite or possessed noun presupposes its act ("the blockade must end"); that stays an event."""
        if self.parse.upos[token] != "NOUN":
            return False
        return any(
            self.parse.relations[c] == "nmod:poss" or self.parse.lower[c] in {"the", "this", "these", "that", "those"}
            for c in self.parse.children[token]
        )


def _subject_of(parse: Parse, token: int) -> int | None:
    """The subject of a predicate, or of the predicate that it is joined to."""
    for child in parse.children[token]:
        if parse.relations[child].startswith("nsubj"):
            return child
    return _subject_of(parse, parse.heads[token]) if parse.relations[token] == "conj" else None


def _is_clause_head(parse: Parse, token: int) -> bool:
    relation = parse.relations[token].partition(":")[0]
    if relation in {"root", "ccomp", "parataxis", "conj", "advcl", "acl"}:
        return True
    return any(parse.relations[c].startswith(("nsubj", "cop")) for c in parse.children[token])


def rule_lemmas(rules: Mapping[tuple[str, str], tuple[Rule, ...]]) -> frozenset[tuple[str, str]]:
    """The predicates that a codebook has rules for: what `find_frames` is asked to look at."""
    return frozenset(rules)
