"""One mention of an event, as a rule of the codebook makes it of a frame or a statement."""

from dataclasses import dataclass


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
    auxiliary: tuple[str, ...] = ()  # modes that the words carry themselves: a plot is hypothetical
    anaphoric: bool = False
    said_at: int | None = None  # the cue of the words that amount to the act: its tense is the act's

    @property
    def tokens(self) -> list[int]:
        """The words of all its triggers."""
        return [t for group in self.triggers for t in group]

    @property
    def verb(self) -> int:
        """The word whose clause and tense are the act's."""
        return self.predicate if self.said_at is None else self.said_at
