"""Fit the network that tells where an act took place: `python training/sites.py --build corpus/build`.

Reads the corpus's training reports, takes the annotated acts and the toponyms that the program finds, and
fits the ranker of dragoman.events.sites so that the toponyms of the annotated place, or none, score highest.
A toponym counts as the annotated place where its name is part of the annotated one or the other way round; if
there is no such toponym, where it lies in the annotated country. Writes sites.npz. About eight minutes on two
cores, nearly all of it parsing; seeds are fixed.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.codebook import Codebook, load_codebook
from dragoman.events.frames import find_frames
from dragoman.events.sites import Act, Sites, key_of
from dragoman.gazetteer import Gazetteer, name_key
from dragoman.knowledge import load_knowledge
from dragoman.language import LanguageModel, Parse
from dragoman.places import find_places
from rows import Record, add_arguments, read

Example = tuple[np.ndarray, list[int]]  # features [candidates, F], numbers of the right ones
HIDDEN = 32


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/sites.npz"))
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    splits = json.loads(args.splits.read_text(encoding="utf-8"))
    model, gazetteer, knowledge, codebook = LanguageModel(args.model), Gazetteer(), load_knowledge(), load_codebook()
    found: dict[str, list[Example]] = {}
    for split in ("train", "held"):
        found[split] = []
        for record in read(args.build, set(splits[split])):
            parse = model.parse([record["text"]])[0]
            sites = Sites(parse, find_places(parse, gazetteer, knowledge))
            found[split] += examples_of(record, sites, codebook)
    np.savez(args.out, **fit(found["train"], found["held"], args.epochs, args.seed))


def examples_of(record: Record, sites: Sites, codebook: Codebook) -> Iterator[Example]:
    """The annotated acts of a report."""
    parse = sites.parse
    supports = {f.predicate: f.support for f in find_frames(parse, codebook.rules)}
    for event in record["events"]:
        words = [head for span in event["triggers"] if (head := head_in(parse, tuple(span))) is not None]
        if words:
            act = Act(
                type=event["type"], words=tuple((w, supports.get(w)) for w in dict.fromkeys(words)), tokens=(),
                actors=countries_of(record, event["actor"]), recipients=countries_of(record, event["recipient"]),
            )  # fmt: skip
            numbers, features = sites.candidates(act)
            if numbers:
                yield features, right_ones(event["where"], sites, numbers)


def countries_of(record: Record, ids: list[str]) -> frozenset[str]:
    """The countries of some of a report's entities."""
    return frozenset(e["country"] for e in record["entities"] if e["id"] in ids and e.get("country"))


def head_in(parse: Parse, span: tuple[int, int]) -> int | None:
    """The first word of a stretch whose head lies outside it."""
    tokens = parse.tokens_in(span)
    return next((t for t in tokens if parse.heads[t] not in tokens or parse.heads[t] == t), None)


def right_ones(where: Record | None, sites: Sites, numbers: list[int]) -> list[int]:
    """The candidates that mean the annotated place; "none", the last, where no candidate does."""
    none = [len(numbers)]
    if where is None:
        return none
    name = f" {name_key(where['name'])} "
    keys = [f" {key_of(sites.parse, sites.toponyms[n])} " for n in numbers]
    named = [i for i, key in enumerate(keys) if key in name or name in key]
    near = [
        i for i, n in enumerate(numbers) if (w := sites.toponyms[n].where) is not None and w.country == where["country"]
    ]
    return named or near or none


def fit(
    train: list[Example], held: list[Example], epochs: int, seed: int, *, width: int = HIDDEN, dropout: float = 0.2,
    decay: float = 0.02,
) -> dict[str, np.ndarray]:  # fmt: skip
    """Adam on the likelihood of the right candidates; the last epochs' weights are averaged."""
    torch.manual_seed(seed)
    every = np.concatenate([features for features, _ in train])
    mean, scale = every.mean(axis=0), every.std(axis=0) + 1e-3
    net = nn.Sequential(
        nn.Linear(every.shape[1], width), nn.ReLU(), nn.Dropout(dropout), nn.Linear(width, 1, bias=False)
    )
    batches = [pad(train[i : i + 64], mean, scale) for i in range(0, len(train), 64)]
    check = pad(held, mean, scale) if held else None
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=epochs * len(batches))
    kept: list[dict[str, Tensor]] = []
    for epoch in range(epochs):
        net.train()
        for n in torch.randperm(len(batches)).tolist():
            loss = -likelihood(net, batches[n]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        net.eval()
        if check is not None:
            with torch.no_grad():
                print(f"epoch {epoch + 1} likelihood held back {float(likelihood(net, check).mean()):.4f}", flush=True)
        if epoch >= epochs - 5:
            kept.append({k: v.clone() for k, v in net.state_dict().items()})
    mix = {k: torch.stack([state[k] for state in kept]).mean(0).numpy() for k in kept[0]}
    arrays = {
        "mean": mean, "scale": scale, "hidden": mix["0.weight"].T, "hidden_bias": mix["0.bias"], "out": mix["3.weight"][0],
    }  # fmt: skip
    return {k: np.ascontiguousarray(v, dtype=np.float32) for k, v in arrays.items()}


def pad(examples: list[Example], mean: np.ndarray, scale: np.ndarray) -> tuple[Tensor, Tensor, Tensor]:
    """Features [n, candidates, F], which candidates there are and which are right [n, candidates]."""
    width = max(len(features) for features, _ in examples)
    values = np.zeros((len(examples), width, len(mean)), dtype=np.float32)
    there, right = np.zeros((2, len(examples), width), dtype=bool)
    for i, (features, numbers) in enumerate(examples):
        values[i, : len(features)] = (features - mean) / scale
        there[i, : len(features)] = True
        right[i, numbers] = True
    return torch.from_numpy(values), torch.from_numpy(there), torch.from_numpy(right)


def likelihood(net: nn.Module, batch: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """The log probability that a right candidate is chosen [n]."""
    values, there, right = batch
    scores: Tensor = net(values).squeeze(2).masked_fill(~there, -1e4)
    return scores.masked_fill(~right, -1e4).logsumexp(1) - scores.logsumexp(1)


if __name__ == "__main__":
    main()
