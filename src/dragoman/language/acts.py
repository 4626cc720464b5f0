"""What the network says of acts and statements, word by word: scores that later stages weigh."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_PARTIES = 5  # links of a trigger or cue to somebody stand first
_LIKELY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLabels:
    """Names of the columns, as the model's manifest has them.

    `modes` are "TYPE mode", `cues` mark, start, hedged, `standings` country, none and PLOVER's codes of bodies
    without a country, `links` actor, recipient, according_to, speaker,
    addressee, content, same, time, place, home. `codebook` names the codebook whose types they are.
    """

    codebook: str
    types: tuple[str, ...]
    modes: tuple[str, ...]
    auxiliary: tuple[str, ...]
    cues: tuple[str, ...]
    standings: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """Probabilities for each token of a report: [tokens, columns], the columns named by the labels.

    `rows` holds, for each token that may be a trigger or mark, the first token of its window and the
    probabilities [links, tokens of the window] that a token there is in that role of it. `homes` holds
    first tokens of windows and [tokens, tokens] that the second tells the country of the first.
    """

    labels: ActLabels
    trigger: Floats
    mode: Floats
    auxiliary: Floats
    cue: Floats
    standing: Floats
    rows: Mapping[int, tuple[int, Floats]]
    homes: Sequence[tuple[int, Floats]]

    def link(self, role: str, holder: int, token: int) -> float:
        """How likely a token is in a role of a trigger or mark; 0 outside its window."""
        known = self.rows.get(holder)
        if known is None or not 0 <= token - known[0] < known[1].shape[1]:
            return 0.0
        return float(known[1][self.labels.links.index(role), token - known[0]])

    def strongest_link(self, role: str, holders: Sequence[int], tokens: Sequence[int]) -> float:
        """How likely any of some tokens is in a role of one of some triggers or marks; 0 outside their windows."""
        best, column = 0.0, self.labels.links.index(role)
        for holder in holders:
            known = self.rows.get(holder)
            if known is not None:
                first, row = known[0], known[1][column]
                for at in (token - first for token in tokens):
                    if 0 <= at < len(row):
                        best = max(best, row.item(at))
        return best

    def around(self, role: str, holder: int) -> tuple[int, Floats]:
        """First token and probabilities of the tokens in a holder's window; empty where it holds nothing."""
        known = self.rows.get(holder)
        if known is None:
            return 0, np.zeros(0, dtype=np.float32)
        return known[0], known[1][self.labels.links.index(role)]

    def strongest(self, role: str, holders: Sequence[int]) -> Floats:
        """How likely each token of the report is in a role of one of some triggers or marks; 0 in other windows."""
        found = np.zeros(len(self.trigger), dtype=np.float32)
        for holder in holders:
            first, row = self.around(role, holder)
            window = found[first : first + len(row)]
            np.maximum(window, row, out=window)
        return found

    def strongest_in(self, role: str, holders: Sequence[int], spans: Sequence[tuple[int, int]]) -> list[float]:
        """How likely any token of each span (end exclusive) is in a role of one of some triggers or marks."""
        found = [0.0] * len(spans)
        for holder in holders:
            first, row = self.around(role, holder)
            chances = row.tolist()
            for n, (start, end) in enumerate(spans):
                if start - first < len(chances) and first < end:
                    found[n] = max(found[n], *chances[max(0, start - first) : end - first])
        return found

    def pointed_at(self) -> dict[int, float]:
        """Tokens that likely triggers and cues point at as somebody, with the strongest such link."""
        found: dict[int, float] = {}
        is_likely = np.maximum(self.trigger.max(axis=1), self.cue[:, :2].max(axis=1)) >= _LIKELY
        for holder, (first, row) in self.rows.items():
            if not is_likely[holder]:
                continue
            strongest = row[:_PARTIES].max(axis=0)
            for i in np.flatnonzero(strongest >= _LIKELY).tolist():
                found[first + i] = max(found.get(first + i, 0.0), float(strongest[i]))
        return found

    def standings(self, tokens: Sequence[int]) -> dict[str, float]:
        """Whether what some tokens stand for belongs to a country, to none, or is a body without one: mean chances."""
        means = self.standing[list(tokens)].mean(axis=0).tolist()
        return dict(zip(self.labels.standings, means, strict=True))

    def homes_of(self, tokens: Sequence[int]) -> Floats:
        """How likely each token of the report tells the country of what some tokens stand for; 0 in other windows."""
        found = np.zeros(len(self.trigger), dtype=np.float32)
        for first, matrix in self.homes:
            inside = [t - first for t in tokens if 0 <= t - first < len(matrix)]
            if inside:
                found[first : first + len(matrix)] = matrix[inside].max(axis=0)
        return found


class ActColumns:
    """The scores of a report while its windows come in."""

    def __init__(self, labels: ActLabels, tokens: int) -> None:
        self._labels = labels
        widths = (labels.types, labels.modes, labels.auxiliary, labels.cues, labels.standings)
        self._columns = [np.zeros((tokens, len(names)), dtype=np.float32) for names in widths]
        self._rows: dict[int, tuple[int, Floats]] = {}
        self._homes: list[tuple[int, Floats]] = []

    def fill(self, first: int, outputs: Sequence[Floats]) -> None:
        """Take in the outputs of the window that begins at a token.

        Trigger, mode, auxiliary, cue and standing [words, columns], words that hold links, and those [links, holders,
        words], home [words, words].
        """
        *columns, holders, links, homes = outputs
        for column, found in zip(self._columns, columns, strict=True):
            column[first : first + len(found)] = found
        for n, word in enumerate(holders.tolist()):
            self._rows[first + word] = (first, links[:, n])
        self._homes.append((first, homes))

    def finish(self) -> Acts:
        """The report's scores."""
        trigger, mode, auxiliary, cue, standing = self._columns
        return Acts(
            labels=self._labels, trigger=trigger, mode=mode, auxiliary=auxiliary, cue=cue, standing=standing,
            rows=self._rows, homes=self._homes,
        )  # fmt: skip


def read_labels(names: Mapping[str, Any]) -> ActLabels:
    """The act labels of a model's manifest."""
    columns = {key: tuple(names[key]) for key in ("types", "modes", "auxiliary", "cues", "standings", "links")}
    return ActLabels(codebook=names["codebook"], **columns)


def known_types(words: Sequence[str], lexicon: Mapping[str, Sequence[int]], count: int) -> Floats:
    """The types that the codebook's words have by themselves [words, types]: an input of the heads."""
    known = np.zeros((len(words), count), dtype=np.float32)
    for i, word in enumerate(words):
        for kind in lexicon.get(word, ()):
            known[i, kind] = 1.0
    return known
