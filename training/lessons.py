"""What teachers, larger networks with the same heads, see in a batch, mixed into its labels.

Half and half where an annotator's word is known; alone in the texts that nobody annotated, and there only
of words in mentions whose the entity is, of likely triggers and marks their links, and times and places among those that
the program found.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

from act_heads import build_heads, states_of
from act_windows import OF_MARK, OF_TRIGGER, PLACE, TIME, ActBatch, Inputs
from model import ActHeads, Network
from train import build_network, half_precision

SURE = 0.3  # chance from which a word of a text that nobody annotated is a trigger or mark
SHARE = 0.5  # of the teacher's word beside the annotator's
PARTS = ("trigger", "mode", "auxiliary", "cue", "standing")


class Sight(NamedTuple):
    """What teachers see: chances by the names of labels, and their states side by side [windows, words, widths]."""

    chances: dict[str, Tensor]
    states: Tensor


class Teachers:
    """Trained teachers; of several the mean chance counts."""

    def __init__(self, folder: Path, labels: dict[str, list[str]], files: Sequence[Path]) -> None:
        self.networks: list[tuple[Network, ActHeads]] = []
        for file in files:
            state = torch.load(file, map_location="cpu", weights_only=False)
            network = build_network(folder, labels, state)
            acts = build_heads(network, state)
            self.networks.append((network.eval(), acts.eval()))
        self.width = sum(network.encoder.bert.config.hidden_size for network, _ in self.networks)
        self.scale: tuple[Tensor, Tensor] | None = None

    @torch.no_grad()
    def see(self, inputs: Inputs) -> Sight:
        """What they see in a batch; of the first one the states' mean and deviation are kept as the measure."""
        states, chances = [], dict[str, Tensor]()
        for network, acts in self.networks:
            with half_precision():
                words = states_of(network, inputs)
                found = acts(words, inputs.known)
            states.append(words.float())
            for name in (*PARTS, "links"):
                chance = found[name].float().sigmoid() / len(self.networks)
                chances[name] = chances[name] + chance if name in chances else chance
        beside = torch.cat(states, dim=2)
        if self.scale is None:
            of_words = beside[inputs.words]
            self.scale = of_words.mean(0), of_words.std(0) + 1e-6
        return Sight(chances, (beside - self.scale[0]) / self.scale[1])


def taught(batch: ActBatch, sight: Sight) -> ActBatch:
    """The batch with what the teachers see mixed into its labels."""
    unread, partial = batch.unread.view(-1, 1, 1), batch.partial.view(-1, 1, 1)
    labels = {}
    for part in PARTS:
        label, seen = getattr(batch, part), sight.chances[part]
        alone = unread | partial if part == "cue" else unread
        mixed = torch.where(label >= 0, (1 - SHARE) * label + SHARE * seen, label)
        labels[part] = torch.where(alone, seen, mixed)
    outside = unread & ~batch.found["mentions"].unsqueeze(2)
    labels["standing"] = labels["standing"].masked_fill(outside, -1.0)
    links = open_links(batch, sight).float()
    share = torch.where(unread, 1.0, SHARE).unsqueeze(1)
    labels["links"] = torch.where(links >= 0, (1 - share) * links + share * sight.chances["links"], links)
    return replace(batch, **labels)


def open_links(batch: ActBatch, sight: Sight) -> Tensor:
    """The links [windows, roles, words, words] with those to be taught that begin at likely triggers and marks."""
    trigger = batch.unread.unsqueeze(1) & (sight.chances["trigger"].amax(2) >= SURE)
    mark = batch.unread.unsqueeze(1) & (sight.chances["cue"][..., :2].amax(2) >= SURE)
    opened = torch.zeros_like(batch.links, dtype=torch.bool)
    for roles, heads in ((OF_TRIGGER, trigger), (OF_MARK, mark)):
        for role in roles:
            opened[:, role] = heads.unsqueeze(2)
    for role, name in ((TIME, "times"), (PLACE, "places")):
        opened[:, role] = trigger.unsqueeze(2) & batch.found[name].unsqueeze(1)
    return batch.links.masked_fill(opened, 0)
