"""The loop of teacher.py and acts.py: batches made beside the training, a rate that rises and falls, checkpoints."""

import argparse
import itertools
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from act_heads import corpus_batches
from act_windows import ActBatch, Likes, Marked, batch_of, lexicon, mode_names
from parcels import Parcel, packed, unpacked
from train import add_up, advance, checkpoint_of, epoch_batches, report_progress, save
from windows import Batch, Pieces, Sentence, augment, make_batch

RISE, LAST = 0.05, 0.02  # share of the steps over which the rate rises; what is left of it at the end
KEEP = 600  # seconds between checkpoints
REPLAYED = 1800  # word pieces of a batch of UD: the pairs of its mentions grow with the square


def add_arguments(parser: argparse.ArgumentParser, *, epochs: int, rate: float, head_rate: float) -> None:
    """What both trainings let one choose."""
    parser.add_argument("--epochs", type=float, default=epochs)
    parser.add_argument("--seconds", type=float, help="train as long as this instead, the rate falling with the time")
    parser.add_argument("--batch", type=int, default=3600, help="word pieces of a batch")
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--head-rate", type=float, default=head_rate)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    parser.add_argument("--resume", action="store_true")


@dataclass
class Stream(IterableDataset[tuple[int, int, Parcel, Parcel | None]]):
    """Batches of the corpus without end, packed, each with its epoch and number there; beside a `share` one of UD."""

    rows: list[Marked]
    pieces: Pieces
    size: int
    seed: int
    epoch: int = 0
    at: int = 0
    maps: dict[str, dict[str, int]] | None = None
    plain: bool = False
    treebanks: list[tuple[list[Sentence], bool]] | None = None
    share: float = 0.0
    likes: Likes | None = None

    def __iter__(self) -> Iterator[tuple[int, int, Parcel, Parcel | None]]:
        """One batch after the other; of several workers each makes its share, in the same order together."""
        worker = get_worker_info()
        turn, turns = (worker.id, worker.num_workers) if worker else (0, 1)
        modes, table, number = mode_names(), lexicon(), 0
        for epoch in itertools.count(self.epoch):
            chance = random.Random(self.seed * 1000 + epoch)
            batches = corpus_batches(self.rows, self.pieces, chance, self.size, vary=True)
            replay = epoch_batches(self.treebanks, self.pieces, chance, REPLAYED) if self.treebanks else []
            for n, windows in enumerate(batches):
                if epoch == self.epoch and n < self.at:
                    continue
                number += 1
                if number % turns != turn:
                    continue
                own = random.Random(f"{self.seed} {epoch} {n}")
                batch = batch_of(windows, self.pieces, modes, table, own, self.maps, plain=self.plain, likes=self.likes)
                due = int(n * self.share)
                beside = replay[due % len(replay)] if replay and int((n + 1) * self.share) > due else None
                yield epoch, n, packed(batch), packed(self._of_treebank(beside, own)) if beside else None

    def _of_treebank(self, part: tuple[list[list[Sentence]], bool], chance: random.Random) -> Batch:
        windows, entities = part
        maps = self.maps or {"features": {}, "relations": {}}
        varied = [[augment(s, chance) for s in w] for w in windows]
        return make_batch(varied, self.pieces, maps["features"], maps["relations"], entities)

    def length(self) -> int:
        """Batches of the first epoch."""
        return len(corpus_batches(self.rows, self.pieces, random.Random(self.seed * 1000), self.size, vary=True))


def learn(
    stream: Stream, parts: dict[str, nn.Module], groups: list[dict[str, Any]],
    losses_of: Callable[[ActBatch], dict[str, Tensor]], replayed: Callable[[Batch], dict[str, Tensor]] | None,
    args: argparse.Namespace, target: Path,
) -> dict[str, Any]:  # fmt: skip
    """Train the parts, keeping a checkpoint in `target`; returns its state at the end.

    `groups` are the optimizer's, with the highest rates.
    """
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.0, fused=True)
    highest = [group["lr"] for group in groups]
    state = checkpoint_of(target, resume=args.resume)
    step = state["step"]
    if step:
        for name, part in parts.items():
            part.load_state_dict(state[name], strict=False)
        optimizer.load_state_dict(state["optimizer"])
        stream.epoch, stream.at = state["epoch"], state["at"]
    steps = max(1, int(args.epochs * stream.length()))
    loader = DataLoader(
        stream, batch_size=None, num_workers=args.workers, prefetch_factor=6 if args.workers else None,
    )  # fmt: skip
    began, kept, totals = time.monotonic(), time.monotonic(), Counter[str]()
    epoch, at = stream.epoch, stream.at
    for part in parts.values():
        part.train()
    torch.manual_seed(args.seed * 1000 + step)
    for epoch, at, batch, replay in loader:
        done = (time.monotonic() - began) / args.seconds if args.seconds else step / steps
        if done >= 1:
            break
        share = min((done + 1e-4) / RISE, 1.0, max(LAST, (1 - done) / (1 - RISE)))
        for group, rate in zip(optimizer.param_groups, highest, strict=True):
            group["lr"] = rate * share
        losses = losses_of(unpacked(batch))
        advance(losses, optimizer, *parts.values())
        if replay is not None and replayed is not None:
            advance(replayed(unpacked(replay)), optimizer, *parts.values())
        step += 1
        if step % 10 == 0:
            add_up(totals, losses)
        if step % 100 == 0:
            report_progress(totals, epoch, f"{step} {done:.2f}", began)
            totals.clear()
        if time.monotonic() - kept > KEEP:
            kept = time.monotonic()
            save(_state(parts, epoch, at + 1, step, args) | {"optimizer": optimizer.state_dict()}, target)
    return _state(parts, epoch, at, step, args)


def _state(parts: dict[str, nn.Module], epoch: int, at: int, step: int, args: argparse.Namespace) -> dict[str, Any]:
    settings = {name: str(value) for name, value in vars(args).items()}
    weights = {name: part.state_dict() for name, part in parts.items()}
    return weights | {"epoch": epoch, "at": at, "step": step, "settings": settings}
