"""What a codebook holds: event types, the rules that code words, stances, contexts and sectors."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A type of event; `modes` maps each mode to its intensity. Mutual types have no recipient by default.

    `planned_as` is the type that a planned act of this type has. `verbal` acts are done by saying so. A type
    that `swallows` leaves out what it asks, promises, refuses or threatens. An `evident` act counts though
    nobody is named. An `answered` act that has a recipient is the recipient's too: who is visited receives.
    """

    name: str
    quad: int
    intensity: float
    mutual: bool
    modes: Mapping[str, float]
    planned_as: str | None = None
    verbal: bool = False
    swallows: bool = False
    evident: bool = False
    answered: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of a rule: a role holds one of the lemmas, or one of the kinds, or anything ("*")."""

    role: str
    lemmas: frozenset[str]
    kinds: frozenset[str]
    negated: bool


RoleSpec = tuple[tuple[str, ...], ...]  # alternatives, each a union of roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of triggers.tsv for one lemma: all its conditions must hold.

    Of a predicate's rules the first that holds decides; one marked `also` is coded beside that one.
    `auxiliary` are modes that the words themselves carry: a plot is a `hypothetical` attack.
    """

    lemma: str
    pos: str
    needs: tuple[Condition, ...]
    type: str
    mode: tuple[str, ...]
    actor: RoleSpec
    recipient: RoleSpec
    line: int
    also: bool = False
    auxiliary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """One row of stances.tsv: what a speaker's words amount to."""

    auxiliaries: frozenset[str]
    predicates: frozenset[str]
    excluded: frozenset[str]
    negated: bool | None
    own: bool | None
    complement: bool
    type: str
    mode: tuple[str, ...]
    recipient: RoleSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """One row of conventions.tsv: what makes an act of one type an act of another, or of none.

    It fits where the act's own word is one of `own`, one of `lemmas` stands in its phrase and none of `excluded`;
    an empty set asks for nothing.
    """

    type: str
    mode: tuple[str, ...]
    own: frozenset[str]
    lemmas: frozenset[str]
    excluded: frozenset[str]
    becomes: str | None
    becomes_mode: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Types, rules by (lemma, part of speech) with the most specific first, stances, and context keywords.

    `contexts` maps a keyword, one lemma or two, to its context; `sectors` maps sector codes to names.
    """

    name: str
    types: Mapping[str, EventType]
    rules: Mapping[tuple[str, str], tuple[Rule, ...]]
    stances: tuple[Stance, ...]
    conventions: tuple[Convention, ...] = ()
    contexts: Mapping[str, str] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
