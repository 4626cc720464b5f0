"""The act heads for the labels of act_windows.py, their losses, and how well they do on a split."""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from act_windows import AUXILIARY, LINKS, STANDINGS, TYPES, ActBatch, Inputs, Marked, batch_of, cut, lexicon, mode_names
from model import ActHeads, Network
from train import half_precision, parse_losses
from windows import DEVICE, Pieces, moved

LIKENESS = 3.0  # weight of the distance from the teachers' states
_WEIGHTS = {"content": 0.1, "actor": 0.5, "recipient": 0.5, "home": 0.5}  # of links, 0.3 unless told here


def build_heads(network: Network, state: dict[str, Any] | None = None) -> ActHeads:
    """Act heads for a network: fresh, or those of a checkpoint that has some."""
    heads = ActHeads(
        network.encoder.bert.config.hidden_size,
        types=len(TYPES),
        modes=len(mode_names()),
        auxiliary=len(AUXILIARY),
        standings=len(STANDINGS),
        links=len(LINKS),
    )
    for part, rate in ((heads.trigger, 0.01), (heads.mode, 0.005), (heads.auxiliary, 0.02), (heads.cue, 0.02)):
        nn.init.constant_(part.bias, float(torch.logit(torch.tensor(rate))))
    nn.init.constant_(heads.link_bias_from.bias, -2.0)
    nn.init.constant_(heads.link_bias_to.bias, -2.0)
    if state is not None and "acts" in state:
        heads.load_state_dict(state["acts"])
    return heads.to(DEVICE)


def states_of(network: Network, inputs: Inputs) -> Tensor:
    """Word states of a batch's windows."""
    return network.word_states(inputs.pieces, inputs.mask.float(), inputs.cases, inputs.gaps, inputs.firsts)


def act_losses(
    network: Network, acts: ActHeads, batch: ActBatch, *, parsing: bool,
    likeness: nn.Linear | None = None, taught: Tensor | None = None,
) -> dict[str, Tensor]:  # fmt: skip
    """The loss of each act head: binary cross-entropies, summed and shared out over triggers or marks.

    With `parsing` those of the parser's own labels on the same words too, so that it stays what it was on
    news; with `likeness` how far the states are, through it, from those `taught` [windows, words, width].
    """
    plain = states_of(network, batch)
    states = network.drop(plain)
    out = acts(states, batch.known)
    words = batch.words
    each = words.unsqueeze(2)
    is_trigger = ((batch.trigger.amax(2) > 0.5) & words).unsqueeze(2)
    triggers = is_trigger.sum().clamp(min=1)
    marks, mentions = (batch.cue[..., :2] > 0.5).sum() + 1, (batch.standing[..., 0] >= 0).sum() + 1
    losses = {
        "trigger": 1.5 * _loss(out["trigger"], batch.trigger, each) / triggers,
        "mode": _loss(out["mode"], batch.mode, is_trigger) / triggers,
        "aux": 0.5 * _loss(out["auxiliary"], batch.auxiliary, is_trigger) / triggers,
        "cue": _loss(out["cue"], batch.cue, each) / marks,
        "standing": 2.0 * _loss(out["standing"], batch.standing, each) / mentions,
    }
    inside = words.unsqueeze(1).unsqueeze(2) & words.unsqueeze(1).unsqueeze(3)
    allowed = (batch.links >= 0) & inside
    found = functional.binary_cross_entropy_with_logits(
        out["links"].float(), batch.links.float().clamp(min=0), reduction="none"
    )
    sums, rows = (found * allowed).sum((0, 2, 3)), allowed.any(3).sum((0, 2)).clamp(min=1)
    for kind, name in enumerate(LINKS):
        losses[name] = _WEIGHTS.get(name, 0.3) * sums[kind] / rows[kind]
    if likeness is not None and taught is not None:
        far = ((likeness(plain).float() - taught) ** 2).mean(2)
        losses["states"] = LIKENESS * (far * words).sum() / words.sum()
    if parsing:
        kept = parse_losses(network, network.heads(states), batch.parse)
        losses |= {f"own {name}": loss for name, loss in kept.items()}
    return losses


def _loss(scores: Tensor, labels: Tensor, where: Tensor) -> Tensor:
    """Summed binary cross-entropy over the labels that are not open, of the words `where` it counts."""
    losses = functional.binary_cross_entropy_with_logits(scores.float(), labels.clamp(min=0), reduction="none")
    return (losses * (where & (labels >= 0))).sum()


def corpus_batches(
    reports: Sequence[Marked], pieces: Pieces, chance: random.Random, size: int, *, vary: bool
) -> list[list[tuple[Marked, int, int]]]:
    """Batches of about `size` word pieces, windows of like length together, in random order.

    Window sizes vary from report to report.
    """
    windows = []
    for report in reports:
        limit = chance.randint(140, 420) if vary else 400
        windows += [(report, a, b) for a, b in cut(report, pieces, limit)]
    windows.sort(key=lambda w: w[2] - w[1] + chance.random() * 30)
    batches: list[list[tuple[Marked, int, int]]] = []
    run: list[tuple[Marked, int, int]] = []
    longest = 0
    for window in windows:
        longest = max(longest, window[2] - window[1])
        if run and longest * (len(run) + 1) * 1.25 > size:
            batches.append(run)
            run, longest = [], window[2] - window[1]
        run.append(window)
    batches.append(run)
    chance.shuffle(batches)
    return batches


@torch.no_grad()
def assess(network: Network, acts: ActHeads, dev: list[Marked], pieces: Pieces) -> dict[str, float]:
    """F1 of words on dev, for triggers by type, cues, content of gold marks, and links of gold triggers."""
    training = network.training
    network.eval()
    acts.eval()
    tally: Counter[str] = Counter()
    modes, table = mode_names(), lexicon()
    for windows in corpus_batches(dev, pieces, random.Random(1), 900, vary=False):
        batch = moved(batch_of(windows, pieces, modes, table, None))
        with half_precision():
            out = acts(states_of(network, batch), batch.known)
        words = batch.words
        is_trigger = (batch.trigger.amax(2) > 0) & words
        taught = words.unsqueeze(2) & (batch.trigger >= 0)
        pairs = [
            ("trigger", out["trigger"][taught], batch.trigger[taught]),
            ("cue", out["cue"][words], batch.cue[words]),
            ("mode", out["mode"][is_trigger], batch.mode[is_trigger]),
            ("aux", out["auxiliary"][is_trigger], batch.auxiliary[is_trigger]),
            ("standing", out["standing"][batch.standing >= 0], batch.standing[batch.standing >= 0]),
        ]
        allowed = (batch.links >= 0) & words.unsqueeze(1).unsqueeze(2) & words.unsqueeze(1).unsqueeze(3)
        for kind, name in enumerate(LINKS):
            pairs.append((name, out["links"][:, kind][allowed[:, kind]], batch.links[:, kind][allowed[:, kind]]))
        for name, score, gold in pairs:
            found = score > 0
            tally[f"{name} hit"] += int((found & (gold > 0)).sum())
            tally[f"{name} all"] += int(found.sum() + (gold > 0).sum())
    network.train(training)
    acts.train(training)
    names = ["trigger", "cue", "mode", "aux", "standing", *LINKS]
    return {name: round(2 * tally[f"{name} hit"] / max(1, tally[f"{name} all"]), 4) for name in names}
