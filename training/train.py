"""Train the language model: `python training/train.py --encoder DIR --ud DIR --out DIR`.

Checkpoints after every epoch; `--resume` goes on from the last one. Seeds are fixed.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from conllu import Document, read_documents, with_heads
from dragoman.language.coreference import PAIR_FEATURES
from dragoman.language.inventory import MENTION_TYPES, UPOS, keep_features
from model import Network, pretrained_weights
from windows import (
    DEVICE,
    IGNORE,
    MAX_SPAN,
    Batch,
    Pieces,
    Sentence,
    augment,
    make_batch,
    moved,
    sentences_of,
    windows_of,
)

BATCH_PIECES = 800
RARE = 3  # labels seen less often are not learned


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder with config.json, tokenizer.json, weights")
    parser.add_argument("--ud", type=Path, required=True, help="folder with ewt-*.conllu and gum-*.conllu")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4, help="peak learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit", type=int, help="documents a treebank, for trying out")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    train = {name: load_documents(args.ud / f"{name}-train.conllu", args.limit) for name in ("ewt", "gum")}
    labels = collect_labels([d for documents in train.values() for d in documents])
    (args.out / "labels.json").write_text(json.dumps(labels, indent=1))
    network = build_network(args.encoder, labels)
    fit(network, train, labels, args)


def load_documents(path: Path, limit: int | None) -> list[Document]:
    """The documents of a treebank file, mention heads worked out."""
    return [with_heads(d) for d in read_documents(path)][:limit]


def collect_labels(documents: list[Document]) -> dict[str, list[str]]:
    """Feature bundles and relations that occur often enough to learn."""
    features = Counter(keep_features(f) for d in documents for f in d.features)
    relations = Counter(r for d in documents for r in d.relations)
    return {
        "features": sorted(f for f, n in features.items() if n >= 2 * RARE),
        "relations": sorted(r for r, n in relations.items() if n >= RARE),
    }


def build_network(encoder: Path, labels: dict[str, list[str]], state: dict[str, Any] | None = None) -> Network:
    """The network with the pretrained encoder's weights, or with those of a checkpoint and as deep as that is."""
    layers = None if state is None else 1 + max(map(_layer_of, state["network"]))
    network = Network(
        encoder, layers, features=len(labels["features"]), upos=len(UPOS), relations=len(labels["relations"]),
        types=len(MENTION_TYPES), pairs=PAIR_FEATURES,
    )  # fmt: skip
    if state is not None:
        network.load_state_dict(state["network"], strict="heads.upos.weight" in state["network"])
        return network.to(DEVICE)
    missing, _ = network.encoder.bert.load_state_dict(pretrained_weights(encoder), strict=False)
    if [k for k in missing if "position_ids" not in k]:
        sys.exit(f"{encoder}/model.safetensors: lacks {missing[:3]}…; is it a BERT encoder?")
    return network.to(DEVICE)


def _layer_of(name: str) -> int:
    """The number of the encoder's layer that a weight belongs to, -1 for none."""
    found = re.search(r"\.layer\.(\d+)\.", name)
    return int(found[1]) if found else -1


def stacked(weights: dict[str, Tensor], layers: Sequence[int]) -> dict[str, Tensor]:
    """The weights of a network whose encoder's layers are copies of these, by their numbers."""
    found = {name: weight for name, weight in weights.items() if _layer_of(name) < 0}
    for name, weight in weights.items():
        for place, layer in enumerate(layers):
            if layer == _layer_of(name):
                found[name.replace(f".layer.{layer}.", f".layer.{place}.")] = weight.clone()
    return found


def fit(
    network: Network, train: dict[str, list[Document]], labels: dict[str, list[str]], args: argparse.Namespace
) -> None:
    """Run the epochs, saving `checkpoint.pt` after each."""
    pieces = Pieces(Tokenizer.from_file(str(args.encoder / "tokenizer.json")))
    maps = {k: {name: i for i, name in enumerate(v)} for k, v in labels.items()}
    prepared = [(sentences_of(d), d.has_entities) for documents in train.values() for d in documents]
    dev = {
        n: [(sentences_of(d), d.has_entities) for d in load_documents(args.ud / f"{n}-dev.conllu", args.limit)]
        for n in train
    }
    checkpoint = args.out / "checkpoint.pt"
    state = checkpoint_of(checkpoint, resume=args.resume)
    first, step = state["epoch"], state["step"]
    steps = step + (args.epochs - first) * len(epoch_batches(prepared, pieces, random.Random(0)))
    encoder = set(network.encoder.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": list(encoder), "lr": args.rate, "weight_decay": 0.01},
            {
                "params": [p for p in network.parameters() if p not in encoder],
                "lr": args.head_rate,
                "weight_decay": 0.0,
            },
        ],
        betas=(0.9, 0.98),
    )
    schedule = make_schedule(optimizer, steps)
    if first:
        go_on(state, network=network, optimizer=optimizer, schedule=schedule)
    for epoch in range(first, args.epochs):
        began, chance, totals = time.monotonic(), random.Random(args.seed * 1000 + epoch), Counter[str]()
        torch.manual_seed(args.seed * 1000 + epoch)
        network.train()
        for windows, entities in epoch_batches(prepared, pieces, chance):
            batch = make_batch(
                [[augment(s, chance) for s in w] for w in windows],
                pieces,
                maps["features"],
                maps["relations"],
                entities,
            )
            losses = compute_losses(network, moved(batch))
            advance(losses, optimizer, network)
            schedule.step()
            step += 1
            add_up(totals, losses)
            if step % 50 == 0:
                report_progress(totals, epoch, f"{step}/{steps}", began)
        scores = {name: evaluate(network, documents, pieces, maps, labels) for name, documents in dev.items()}
        print(f"epoch {epoch + 1} done {time.monotonic() - began:.0f}s {json.dumps(scores)}", flush=True)
        state = {
            "network": network.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
            "epoch": epoch + 1, "step": step, "scores": scores, "settings": {k: str(v) for k, v in vars(args).items()},
        }  # fmt: skip
        save(state, checkpoint)


def half_precision() -> torch.autocast:
    """Products of matrices in bfloat16, weights and sums in float32: half the time on processors that have it."""
    return torch.autocast(DEVICE.type, torch.bfloat16)


def make_schedule(optimizer: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Warm-up over 6 % of the steps, then a straight way down to 2 % of the peak rate."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.06 * steps), max(0.02, (steps - s) / (0.94 * steps)))
    )


def advance(losses: dict[str, Tensor], optimizer: torch.optim.Optimizer, *parts: torch.nn.Module) -> None:
    """One step down the sum of the losses."""
    optimizer.zero_grad(set_to_none=True)
    sum(losses.values(), torch.zeros(())).backward()
    torch.nn.utils.clip_grad_norm_([p for part in parts for p in part.parameters()], 2.0)
    optimizer.step()


def add_up(totals: Counter[str], losses: dict[str, Tensor]) -> None:
    """Add a step's losses to an epoch's."""
    totals.update({k: float(v.detach()) for k, v in losses.items()})
    totals["steps"] += 1


def report_progress(totals: Counter[str], epoch: int, step: str, began: float) -> None:
    """Print the epoch's mean losses so far."""
    report = " ".join(f"{k} {v / totals['steps']:.3f}" for k, v in totals.items() if k != "steps")
    print(f"epoch {epoch + 1} step {step} {time.monotonic() - began:.0f}s {report}", flush=True)


def checkpoint_of(path: Path, *, resume: bool) -> dict[str, Any]:
    """The checkpoint to go on from, with its `epoch` and `step`; both 0 and nothing else where there is none."""
    if not resume or not path.exists():
        return {"epoch": 0, "step": 0}
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=False)
    return state


def go_on(state: dict[str, Any], **parts: Any) -> None:
    """Put the states of a checkpoint back into the parts of those names."""
    for name, part in parts.items():
        part.load_state_dict(state[name])


def save(state: dict[str, object], target: Path) -> None:
    """Write a checkpoint whole or not at all."""
    torch.save(state, target.with_suffix(".part"))
    target.with_suffix(".part").rename(target)


def epoch_batches(
    prepared: list[tuple[list[Sentence], bool]], pieces: Pieces, chance: random.Random, size: int = BATCH_PIECES
) -> list[tuple[list[list[Sentence]], bool]]:
    """Batches of windows in random order; windows with entities keep their document's order inside a batch."""
    batches, loose = [], []
    for sentences, entities in prepared:
        windows = list(windows_of(sentences, pieces, chance.randint(60, 240)))
        if not entities:
            loose += windows
            continue
        per = max(1, size * len(windows) // max(1, sum(len(pieces(w)) for s in sentences for w in s.words)))
        batches += [(windows[i : i + per], True) for i in range(0, len(windows), per)]
    loose.sort(key=lambda w: sum(len(s.words) for s in w) + chance.random() * 20)
    run: list[list[Sentence]] = []
    for window in loose:
        longest = max(sum(len(s.words) for s in w) for w in [*run, window])
        if run and longest * (len(run) + 1) * 1.25 > size:
            batches.append((run, False))
            run = []
        run.append(window)
    batches.append((run, False))
    chance.shuffle(batches)
    return batches


def compute_losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The loss of each head on a batch, each the mean over its words, spans or mentions."""
    return parse_losses(
        network, network(batch.pieces, batch.mask.float(), batch.cases, batch.gaps, batch.firsts), batch
    )


def parse_losses(network: Network, out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """The same from head outputs."""
    words, flat = batch.words, batch.words.reshape(-1)
    same = batch.sentence.unsqueeze(2) == batch.sentence.unsqueeze(1)
    arcs = out["arc"].masked_fill(~same, -1e4)
    heads = batch.heads_gold.clamp(min=0)
    rows = torch.arange(heads.shape[0], device=DEVICE).unsqueeze(1).expand_as(heads)
    relations = network.pairs.relations(out["rel_dep"][words], out["rel_head"][rows, heads][words])
    losses = {
        "start": functional.binary_cross_entropy_with_logits(out["start"][words], batch.start_gold[words].float()),
        "upos": functional.cross_entropy(out["upos"][words], batch.upos_gold[words], ignore_index=IGNORE),
        "feats": 0.7
        * functional.cross_entropy(out["features"][words], batch.features_gold[words], ignore_index=IGNORE),
        "arc": functional.cross_entropy(arcs.flatten(0, 1)[flat], batch.heads_gold[words]),
        "rel": functional.cross_entropy(relations, batch.relations_gold[words], ignore_index=IGNORE),
    }
    if batch.has_entities:
        losses |= mention_losses(network, batch, out, same)
    return losses


def mention_losses(network: Network, batch: Batch, out: dict[str, Tensor], same: Tensor) -> dict[str, Tensor]:
    """Losses of span detection, mention types and coreference."""
    width = out["span"].shape[1]
    order = torch.arange(width, device=DEVICE)
    ahead = order.unsqueeze(0) - order.unsqueeze(1)
    allowed = same & batch.words.unsqueeze(1) & batch.words.unsqueeze(2) & (ahead >= 0) & (ahead < MAX_SPAN)
    gold = torch.zeros_like(out["span"])
    if not batch.spans:
        return {}
    w, first, last, _, kind, chain = torch.tensor(batch.spans, device=DEVICE).T
    gold[w, first, last] = 1.0
    span = functional.binary_cross_entropy_with_logits(out["span"][allowed], gold[allowed], reduction="sum")
    types = network.pairs.types(out["type_first"][w, first], out["type_last"][w, last])
    losses = {"span": 0.7 * span / batch.words.sum(), "type": 0.3 * functional.cross_entropy(types, kind)}
    count = len(batch.spans)
    if count > 1 and batch.codes is not None:
        vectors = network.pairs.mention(out["coref_first"][w, first], out["coref_last"][w, last])
        scores = network.pairs.coref(vectors) @ vectors.T + network.pairs.coref_features(batch.codes).sum(2).squeeze(-1)
        earlier = torch.ones(count, count, dtype=torch.bool, device=DEVICE).tril(-1)
        linked = (chain.unsqueeze(0) == chain.unsqueeze(1)) & earlier
        none = network.pairs.coref_none(vectors)
        every = torch.cat([none, scores.masked_fill(~earlier, -1e4)], dim=1)
        right = torch.cat([torch.where(linked.any(1, keepdim=True), -1e4, none), scores.masked_fill(~linked, -1e4)], 1)
        losses["coref"] = 0.15 * (every.logsumexp(1) - right.logsumexp(1)).mean()
    return losses


@torch.no_grad()
def evaluate(
    network: Network,
    documents: list[tuple[list[Sentence], bool]],
    pieces: Pieces,
    maps: dict[str, dict[str, int]],
    labels: dict[str, list[str]],
) -> dict[str, float]:
    """Greedy scores with gold words and sentences: UPOS, features, UAS, LAS (universal relations), starts, spans."""
    network.eval()
    tally: Counter[str] = Counter()
    universal = torch.tensor(
        [sorted({r.split(":")[0] for r in labels["relations"]}).index(r.split(":")[0]) for r in labels["relations"]],
        device=DEVICE,
    )
    for sentences, entities in documents:
        windows = list(windows_of(sentences, pieces, 200))
        for i in range(0, len(windows), 6):
            batch = moved(make_batch(windows[i : i + 6], pieces, maps["features"], maps["relations"], entities))
            out = network(batch.pieces, batch.mask.float(), batch.cases, batch.gaps, batch.firsts)
            words = batch.words
            same = batch.sentence.unsqueeze(2) == batch.sentence.unsqueeze(1)
            heads = out["arc"].masked_fill(~same, -1e4).argmax(2)
            rows = torch.arange(heads.shape[0], device=DEVICE).unsqueeze(1).expand_as(heads)
            relations = network.pairs.relations(out["rel_dep"][words], out["rel_head"][rows, heads][words]).argmax(1)
            arc = heads[words] == batch.heads_gold[words]
            tally["words"] += int(words.sum())
            tally["upos"] += int((out["upos"][words].argmax(1) == batch.upos_gold[words]).sum())
            tally["feats"] += int((out["features"][words].argmax(1) == batch.features_gold[words]).sum())
            tally["uas"] += int(arc.sum())
            gold = batch.relations_gold[words]
            tally["las"] += int((arc & (universal[relations] == universal[gold.clamp(min=0)]) & (gold >= 0)).sum())
            starts, gold_starts = out["start"][words] > 0, batch.start_gold[words] > 0
            tally["start_hit"] += int((starts & gold_starts).sum())
            tally["start_all"] += int(starts.sum() + gold_starts.sum())
            if entities:
                width = out["span"].shape[1]
                order = torch.arange(width, device=DEVICE)
                ahead = order.unsqueeze(0) - order.unsqueeze(1)
                found = (
                    (out["span"] > 0)
                    & same
                    & words.unsqueeze(1)
                    & (ahead >= 0)
                    & (ahead < MAX_SPAN)
                    & words.unsqueeze(2)
                )
                mine, theirs = set(map(tuple, found.nonzero().tolist())), {s[:3] for s in batch.spans}
                tally["span_hit"] += len(mine & theirs)
                tally["span_all"] += len(mine) + len(theirs)
    total = tally["words"]
    scores = {k: round(tally[k] / total, 4) for k in ("upos", "feats", "uas", "las")}
    scores["start"] = round(2 * tally["start_hit"] / tally["start_all"], 4)
    if tally["span_all"]:
        scores["span"] = round(2 * tally["span_hit"] / tally["span_all"], 4)
    return scores


if __name__ == "__main__":
    main()
