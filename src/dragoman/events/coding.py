"""Frames to event types by a codebook: conditions, actors and recipients, and on whose word.

The most specific rule of a predicate that holds decides. What is demanded, promised, refused or
threatened is not coded again; what somebody says is coded where the words amount to an act.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.codebook import Codebook, Condition, EventType, RoleSpec, Rule
from dragoman.events.attribution import attribute_act
from dragoman.events.coded import Coded
from dragoman.events.frames import Frame
from dragoman.events.participants import Participants
from dragoman.events.stances import code_stances
from dragoman.language.parse import Parse

_DEFAULT_ACTOR: RoleSpec = (("agent",), ("by",))
_DEFAULT_RECIPIENT: RoleSpec = (("object",), ("iobj",), ("to",), ("against",), ("with",), ("on",))
_PRIVATE = frozenset(("CVL", "BUS", "JRN", "EDU", "MED"))  # sectors that make nobody political by themselves
_MATERIAL_CONFLICT = 4  # quad class: violence against anybody counts
_DURING = frozenset(("during", "in", "over", "via", "by", "at", "after"))
_MENTION_TYPES = {"place": "place", "person": "person", "org": "organization", "time": "time"}
_ENDING = frozenset(("end", "halt", "return", "start", "need", "resumption"))
_MUST = frozenset(("must", "should", "shall", "be"))
_WINDOW = 12  # tokens either side in which a condition on `any` looks
_PAIR = 2  # a meeting of one names only one of its sides
_BASE, _STEP, _STEPS = 0.5, 0.1, 3  # confidence: a bare word 0.5, each condition that held 0.1 more
_ONE_EACH = frozenset(("visit",))


def code_events(who: Participants, frames: Sequence[Frame], codebook: Codebook) -> tuple[Coded, ...]:
    """Event mentions of a report in text order."""
    found = code_every(who, frames, codebook)
    return tuple(sorted(_without_swallowed(who, found, codebook), key=lambda c: (c.predicate, c.type)))


def code_every(who: Participants, frames: Sequence[Frame], codebook: Codebook) -> list[Coded]:
    """Event mentions with those that another act only demands, promises, refuses or threatens."""
    coder = _Coder(who, codebook)
    found = [c for frame in frames for coded in coder.code(frame) for c in _one_each(coded)]
    found.extend(code_stances(who, found, codebook))
    return found


def fitting_rules(who: Participants, frame: Frame, codebook: Codebook) -> tuple[Rule, ...]:
    """The rules of a frame whose conditions hold, whoever takes part."""
    coder = _Coder(who, codebook)
    rules = codebook.rules.get((frame.lemma, frame.pos), ())
    return tuple(r for r in rules if all(coder.holds(c, frame) for c in r.needs))


def _one_each(coded: Coded) -> Iterator[Coded]:
    """A visit has one host: "visits to Indonesia and Japan" are two events that share the trigger."""
    if len(coded.recipient) > 1 and _ONE_EACH & set(coded.mode):
        for host in coded.recipient:
            yield replace(coded, recipient=(host,))
    else:
        yield coded


class _Coder:
    """The rules of a codebook, applied to the frames of one report."""

    def __init__(self, who: Participants, codebook: Codebook) -> None:
        self.who, self.parse, self.codebook = who, who.parse, codebook

    def code(self, frame: Frame) -> Iterator[Coded]:
        """The first rule of the frame that holds and has a political participant, and every `also` rule that does."""
        decided = False
        for rule in self.codebook.rules.get((frame.lemma, frame.pos), ()):
            if (decided and not rule.also) or not all(self.holds(c, frame) for c in rule.needs):
                continue
            coded = self._apply(rule, frame)
            if coded is not None:
                decided = True
                yield coded

    def _apply(self, rule: Rule, frame: Frame) -> Coded | None:
        """The event that a rule makes of a frame; None for a verb or adjective with no political participant."""
        kind = self.codebook.types[rule.type]
        actor = self._resolve(rule.actor or _DEFAULT_ACTOR, frame)
        default: RoleSpec = () if kind.mutual else _DEFAULT_RECIPIENT
        recipient = tuple(i for i in self._resolve(rule.recipient or default, frame) if i not in actor)
        if rule.type == "CONSULT" and len(actor) < _PAIR and not recipient and _is_held_there(self.parse, frame):
            actor = tuple(dict.fromkeys([*self._role_ids("governor", frame), *actor]))
        anaphoric = not self._is_political(actor, recipient, kind) and not self._harms_somebody(frame, kind)
        if anaphoric and frame.pos != "NOUN":
            return None
        return Coded(
            type=rule.type, mode=rule.mode, actor=actor, recipient=recipient, predicate=frame.predicate,
            triggers=(frame.tokens,),
            according_to=attribute_act(self.who, frame.predicate, actor, verbal=kind.verbal),
            confidence=_BASE + _STEP * min(_STEPS, len(rule.needs)), rule=f"triggers.tsv:{rule.line}",
            auxiliary=rule.auxiliary, anaphoric=anaphoric,
        )  # fmt: skip

    def holds(self, condition: Condition, frame: Frame) -> bool:
        """A condition of a rule is true of a frame."""
        if condition.role == "any":
            first, last = self.parse.sentences[self.parse.sentence_of[frame.predicate]]
            near = range(max(first, frame.predicate - _WINDOW), min(last, frame.predicate + _WINDOW + 1))
            hit = any(self.parse.lemmas[t].lower() in condition.lemmas for t in near)
        elif condition.role == "passive":
            hit = frame.passive
        else:
            held = frame.roles.get(condition.role, ())
            if condition.role == "compound":
                held = tuple(self.parse.dependents(frame.predicate, "compound"))
            hit = any(self._fits(condition, t) for t in held)
        return hit != condition.negated

    def _fits(self, condition: Condition, token: int) -> bool:
        """A participant is called one of the words, itself or in a part of its phrase, or is of one of the kinds."""
        lemmas = self.parse.lemmas
        if "*" in condition.lemmas or lemmas[token].lower() in condition.lemmas:
            return True
        below = self.parse.dependents(token, "conj", "compound", "nmod")
        if condition.lemmas and any(lemmas[c].lower() in condition.lemmas for c in below):
            return True
        return any(self._is_of_kind(kind, token, condition.role) for kind in condition.kinds)

    def _is_of_kind(self, kind: str, token: int, role: str) -> bool:
        if kind in _MENTION_TYPES:
            mention = self.parse.mention_at.get(token)
            return mention is not None and mention.type == _MENTION_TYPES[kind]
        if kind == "wished":
            return is_wished(self.parse, token)
        found = [self.who.entities[i] for i in self.who.party(token, role)]
        if kind == "several":
            return len(found) > 1 or (bool(found) and "Number=Plur" in self.parse.features[token])
        if kind == "country":
            return any(e.sector == ("GOV",) and e.reason == "table of countries" for e in found)
        return any(e.country or e.sector for e in found)

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
            statement = self.who.innermost(frame.predicate)
            if statement is not None:
                yield from statement.speaker
        elif role == "agent" and frame.predicate in self.who.cue_of:
            yield from self.who.cue_of[frame.predicate].speaker  # whom the statement is by, does what it amounts to
        elif role == "owner":
            for token in frame.roles.get("object", ()):
                yield from self.who.owners(token)
        elif role == "target":
            for token in frame.roles.get("object", ()):
                yield from self.who.targets(token)
        else:
            for token in frame.roles.get(role, ()):
                yield from self.who.party(token, role)

    def _is_political(self, actor: Sequence[str], recipient: Sequence[str], kind: EventType) -> bool:
        known = [self.who.entities[i] for i in (*actor, *recipient)]
        if any(e.country or (e.sector and e.sector[0] not in _PRIVATE) for e in known):
            return True
        return kind.quad == _MATERIAL_CONFLICT and bool(known)

    def _harms_somebody(self, frame: Frame, kind: EventType) -> bool:
        """Violence and repression count though the report does not tell who the people are."""
        return kind.quad == _MATERIAL_CONFLICT and any(
            self.who.is_person(t) for role in ("agent", "object") for t in frame.roles.get(role, ())
        )


def _is_held_there(parse: Parse, frame: Frame) -> bool:
    """The subject of the clause takes part: "said so during talks with X", "in a phone call"."""
    return "with" in frame.roles or any(
        parse.lower[c] in _DURING and parse.relations[c] == "case" for c in parse.children[frame.predicate]
    )


def _without_swallowed(who: Participants, coded: Sequence[Coded], codebook: Codebook) -> Iterator[Coded]:
    """Leave out what is demanded, promised, refused or threatened by another coded act."""
    swallowed: set[int] = set()
    for c in coded:
        if not codebook.types[c.type].swallows:
            continue
        for child in who.parse.children[c.predicate]:
            relation = who.parse.relations[child].partition(":")[0]
            if relation in {"xcomp", "ccomp", "obj", "obl", "acl", "nmod"} and not who.is_given(child):
                swallowed.add(child)
                swallowed.update(t for t in who.parse.dependents(child, "conj"))
                if relation in {"xcomp", "ccomp", "obl"} or who.parse.lemmas[child] in _ENDING:
                    for inner in who.parse.dependents(child, "obj", "xcomp", "obl", "nmod", "nsubj:pass"):
                        if not who.is_given(inner):
                            swallowed.add(inner)
    for c in coded:
        if c.predicate not in swallowed:
            yield c


def is_wished(parse: Parse, verb: int) -> bool:
    """A clause tells what shall be, not what is: "that Lund lift the ban", "be lifted", "must lift", "should lift"."""
    auxiliaries = [c for c in parse.children[verb] if parse.relations[c].startswith(("aux", "cop"))]
    words = {parse.lower[c] for c in auxiliaries}
    bare = any("VerbForm=Inf" in parse.features[t] for t in (verb, *auxiliaries))
    return bare and words <= _MUST and any(parse.dependents(verb, "nsubj"))
