"""Act scores written by hand, for tests of the stages that weigh them."""

from collections.abc import Mapping

import numpy as np

from dragoman.codebook import load_codebook
from dragoman.language.acts import ActColumns, ActLabels, Acts
from dragoman.language.parse import Parse

_BOOK = load_codebook()
_WORTH = 0.02  # a word less likely a trigger or cue than that holds no links but to homes, as in training/export.py
LABELS = ActLabels(
    codebook=_BOOK.name,
    types=tuple(_BOOK.types),
    modes=tuple(f"{kind} {mode}" for kind, entry in _BOOK.types.items() for mode in entry.modes),
    auxiliary=("historical", "future", "hypothetical", "negated"),
    cues=("mark", "start", "hedged"),
    standings=("country", "none", "IGO", "NGO", "UNO", "EUR", "IMG", "MNC", "ISM"),
    links=(
        "actor", "recipient", "according_to", "speaker", "addressee", "content", "same", "time", "place", "home",
    ),
)  # fmt: skip


def acts(
    parse: Parse, triggers: Mapping[tuple[int, str], float], links: Mapping[tuple[str, int, int], float],
    *, modes: Mapping[tuple[int, str], float] | None = None, cues: Mapping[tuple[int, str], float] | None = None,
    auxiliary: Mapping[tuple[int, str], float] | None = None,
    standings: Mapping[tuple[int, str], float] | None = None,
) -> Acts:  # fmt: skip
    """Scores of one window: {(token, type): p}, {(role, holder, token): p} and so on; all else is 0."""

    def table(names: tuple[str, ...], given: Mapping[tuple[int, str], float] | None) -> np.ndarray:
        found = np.zeros((len(parse), len(names)), dtype=np.float32)
        for (token, name), p in (given or {}).items():
            found[token, names.index(name)] = p
        return found

    linked = np.zeros((len(LABELS.links), len(parse), len(parse)), dtype=np.float32)
    for (role, holder, token), p in links.items():
        linked[LABELS.links.index(role), holder, token] = p
    trigger, cue = table(LABELS.types, triggers), table(LABELS.cues, cues)
    holders = np.flatnonzero(np.maximum(trigger.max(axis=1), cue[:, :2].max(axis=1)) >= _WORTH)
    columns = ActColumns(LABELS, len(parse))
    columns.fill(
        0,
        [
            trigger,
            table(LABELS.modes, modes),
            table(LABELS.auxiliary, auxiliary),
            cue,
            table(LABELS.standings, standings),
            holders,
            linked[:, holders],
            linked[LABELS.links.index("home")],
        ],
    )
    return columns.finish()
