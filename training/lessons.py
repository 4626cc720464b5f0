"""What the teacher sees in the rows of training, as teacher.py left it.

For each word

- `words.npy` uint8 [words, columns], probabilities times 255: the types of a trigger, modes, auxiliary
  modes, cues and standings (act_windows.py), in this order;
- `states.npy` float16 [words, width], the last hidden state of its first piece, and `scale.npy` float32
  [2, width], the mean and deviation of each dimension;
- `links.npy` int32 [links, 4]: word, other word, role and probability times 255;

and in `index.json` where each row's words and links begin, `row: [first word, words, first link, links]`.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from act_windows import AUXILIARY, CUES, OF_MARK, OF_TRIGGER, PLACE, STANDINGS, TIME, TYPES, Marked, mode_names

SURE = 0.3  # chance from which a word of a text that nobody annotated is a trigger or mark
SHARE = 0.5  # of the teacher's word beside the annotator's
PARTS = ("trigger", "mode", "auxiliary", "cue", "standing")


def sizes() -> list[int]:
    """Columns of each of the PARTS."""
    return [len(TYPES), len(mode_names()), len(AUXILIARY), len(CUES), len(STANDINGS)]


class Lessons:
    """The teacher's word on each row of training, read from the files that `main` wrote."""

    def __init__(self, folder: Path) -> None:
        self.index: dict[str, list[int]] = json.loads((folder / "index.json").read_text())
        self.words, self.states = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("words", "states"))
        self.links, self.scale = (np.load(folder / f"{name}.npy") for name in ("links", "scale"))
        self.sizes = sizes()

    def states_of(self, row: Marked, first: int, end: int) -> Tensor:
        """The teacher's states of a row's words [words, width], each dimension with mean 0 and deviation 1."""
        start, (mean, deviation) = self.index[row.id][0], self.scale
        return torch.from_numpy((self.states[start + first : start + end].astype(np.float32) - mean) / deviation)

    def add_to(self, labels: dict[str, Tensor], row: Marked, first: int, end: int) -> None:
        """Mix the teacher's word into the labels of a window, in place: half and half where an annotator's is known.

        Of a text that nobody annotated the teacher tells all; of single sentences the statements.
        """
        start, _, at, count = self.index[row.id]
        length = end - first
        seen = torch.from_numpy(self.words[start + first : start + end].astype(np.float32) / 255)
        for part, taught in zip(PARTS, seen.split(self.sizes, dim=1), strict=True):
            label = labels[part][:length]
            if row.unread or (part == "cue" and row.partial):
                label.copy_(taught)
            else:
                label.copy_(torch.where(label >= 0, (1 - SHARE) * label + SHARE * taught, label))
        if row.unread:
            outside = torch.ones(length, dtype=torch.bool)
            for begin, sentence in row.sentences:
                for mention in sentence.mentions:
                    outside[max(begin + mention.start - first, 0) : max(begin + mention.end - first, 0)] = False
            labels["standing"][:length][outside] = -1
        links = labels["links"][:, :length, :length]
        if row.unread:
            open_links(links, seen, row, first)
        taught = torch.zeros_like(links)
        found = self.links[at : at + count]
        found = found[((found[:, :2] >= first) & (found[:, :2] < end)).all(1)]
        word, other, role, chance = (torch.from_numpy(c.astype(np.int64)) for c in found.T)
        taught[role, word - first, other - first] = chance.float() / 255
        share = 1.0 if row.unread else SHARE
        links.copy_(torch.where(links >= 0, (1 - share) * links + share * taught, links))


def open_links(links: Tensor, chances: Tensor, row: Marked, first: int) -> None:
    """Let the links of likely triggers and marks be taught in a text that nobody annotated, in place.

    `links` [roles, words, words] and `chances` [words, columns] are those of a window that begins at `first`;
    times and places are among those that the program found.
    """
    types, *others = sizes()
    cue = types + sum(others[:2])
    trigger, mark = chances[:, :types].amax(1) >= SURE, chances[:, cue : cue + 2].amax(1) >= SURE
    for roles, heads in ((OF_TRIGGER, trigger), (OF_MARK, mark)):
        for role in roles:
            links[role, heads] = 0
    for a, b, *_ in row.times:
        links[TIME, trigger, max(a - first, 0) : max(b - first, 0)] = 0
    for token, _, kind, _ in row.signs:
        if kind == "place" and first <= token < first + len(chances):
            links[PLACE, trigger, token - first] = 0
