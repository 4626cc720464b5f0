"""Fit the network that tells where an act took place: `python training/sites.py --build corpus/build`.

Reads the corpus's training reports, takes the annotated acts and the toponyms that the program finds, and
fits the ranker of dragoman.events.sites so that the toponyms of the annotated place, or none, score highest.
A toponym counts as the annotated place where its name is part of the annotated one or the other way round; if
there is no such toponym, where it lies in the annotated country. Written reports from number 600 on are left
out: their writers annotated fewer places than the guide asks for. Of verbal acts whose own clause tells a place
0.3 have one in reports like them, 0.55 in earlier ones, 0.71 in real ones and 0.69 where two readers settled it.
Two fits are averaged into one network. Writes sites.npz. About eight minutes on two cores, nearly all of it
parsing; seeds are fixed.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from dragoman.codebook import Codebook, load_codebook
from dragoman.events.frames import find_frames
from dragoman.events.scenes import Act, Speech
from dragoman.events.sites import Sites, key_of
from dragoman.gazetteer import Gazetteer, name_key
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel, Parse
from dragoman.places import find_places
from dragoman.types import NO_COUNTRY
from rankers import Example, fit
from rows import Record, add_arguments, read

_HIDDEN = 32
_SPARSE = 600
_SEEDS = (7, 8)


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/sites.npz"))
    parser.add_argument("--epochs", type=int, default=15)
    args = parser.parse_args()
    ids = set(json.loads(args.splits.read_text(encoding="utf-8"))["train"])
    model, gazetteer, knowledge, codebook = LanguageModel(args.model), Gazetteer(), load_knowledge(), load_codebook()
    found: list[Example] = []
    for record in read(args.build, {key for key in ids if not is_sparse(key)}):
        parse = model.parse([record["text"]])[0]
        found += examples_of(record, parse, gazetteer, knowledge, codebook)
    np.savez(args.out, **average([fit(found, [], args.epochs, seed, width=_HIDDEN) for seed in _SEEDS]))


def is_sparse(key: str) -> bool:
    """Whether a report is a written one of the later ones: "w1032"."""
    return re.fullmatch(r"w\d+", key) is not None and int(key[1:]) >= _SPARSE


def average(nets: Sequence[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """One network whose scores are the mean of several that were fitted to the same features."""
    return {
        "mean": nets[0]["mean"], "scale": nets[0]["scale"],
        "hidden": np.concatenate([net["hidden"] for net in nets], axis=1),
        "hidden_bias": np.concatenate([net["hidden_bias"] for net in nets]),
        "out": np.concatenate([net["out"] / len(nets) for net in nets]),
    }  # fmt: skip


def examples_of(
    record: Record, parse: Parse, gazetteer: Gazetteer, knowledge: Knowledge, codebook: Codebook
) -> Iterator[Example]:
    """The annotated acts of a report."""
    supports = {f.predicate: f.support for f in find_frames(parse, codebook.rules)}
    events, acts = [], []
    for event in record["events"]:
        words = [head for span in event["triggers"] if (head := head_in(parse, tuple(span))) is not None]
        if words:
            events.append(event)
            acts.append(Act(
                type=event["type"], words=tuple((w, supports.get(w)) for w in dict.fromkeys(words)), tokens=(),
                actors=countries_of(record, event["actor"]), recipients=countries_of(record, event["recipient"]),
                doers=frozenset(event["actor"]), parties=frozenset((*event["actor"], *event["recipient"])),
            ))  # fmt: skip
    speeches = [
        Speech(
            cue=cue, speakers=frozenset(s["speaker"]),
            content=tuple((words.start, words.stop) for words in map(parse.tokens_in, s["content"])),
        )
        for s in record["statements"]
        if s["cue"] and (cue := head_in(parse, tuple(s["cue"]))) is not None
    ]  # fmt: skip
    folk = [
        (head, e["country"])
        for e in record["entities"]
        if e.get("country") and e["country"] not in NO_COUNTRY
        for span in e["mentions"]
        if (head := head_in(parse, tuple(span))) is not None
    ]
    sites = Sites(parse, find_places(parse, gazetteer, knowledge), acts, speeches, folk)
    for n, event in enumerate(events):
        numbers, features = sites.candidates(n)
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


if __name__ == "__main__":
    main()
