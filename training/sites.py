"""Fit the network that tells where an act took place: `python training/sites.py --build corpus/build`.

Reads the corpus's training reports, takes the annotated acts and the toponyms that the program finds, and
fits the ranker of dragoman.events.sites so that the toponyms of the annotated place, or none, score highest.
A toponym counts as the annotated place where its name is part of the annotated one or the other way round; if
there is no such toponym, where it lies in the annotated country. Not all reports are annotated alike: of verbal acts
whose own clause tells no place 0.02 have one in written reports and 0.2 in real ones, and written reports from number
600 on have fewer places than the guide asks for even where the clause tells them. So the network learns with two
inputs more, whether a report is written and whether it is one of the later ones, and is kept as it is where both
are no; written reports that are not are learned from three times, real ones eight times. Four fits are averaged into
one network. Writes sites.npz.
About forty minutes on two cores, nearly all of it parsing; seeds are fixed.
"""

import argparse
import json
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
from rows import Record, add_arguments, is_written, read

_HIDDEN, _DROPOUT, _DECAY = 64, 0.3, 0.1
_SPARSE = 600
_OFTEN, _REAL = 3, 8  # how many times the acts of reports that are annotated as the guide asks count, and real ones
_SEEDS = (7, 8, 9, 10)


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/sites.npz"))
    parser.add_argument("--epochs", type=int, default=6)
    args = parser.parse_args()
    ids = set(json.loads(args.splits.read_text(encoding="utf-8"))["train"])
    model, gazetteer, knowledge, codebook = LanguageModel(args.model), Gazetteer(), load_knowledge(), load_codebook()
    found: list[Example] = []
    for record in read(args.build, ids):
        parse = model.parse([record["text"]])[0]
        written, sparse = is_written(record["id"]), is_sparse(record["id"])
        examples = [
            (np.column_stack([features, np.tile((written, sparse), (len(features), 1))]).astype(np.float32), right)
            for features, right in examples_of(record, parse, gazetteer, knowledge, codebook)
        ]
        found += examples * (1 if sparse else _OFTEN if written else _REAL)
    found.sort(key=lambda example: len(example[0]))  # batches of equal width
    nets = [
        fit(found, [], args.epochs, seed, width=_HIDDEN, dropout=_DROPOUT, decay=_DECAY) for seed in _SEEDS
    ]  # fmt: skip
    np.savez(args.out, **average([without_last(net, 2) for net in nets]))


def is_sparse(key: str) -> bool:
    """Whether a report is a written one of the later ones."""
    return is_written(key) and int(key[1:]) >= _SPARSE


def without_last(net: dict[str, np.ndarray], count: int) -> dict[str, np.ndarray]:
    """A network as it is where its last inputs are 0, without them."""
    told = net["mean"][-count:] / net["scale"][-count:]
    return {
        **net, "mean": net["mean"][:-count], "scale": net["scale"][:-count], "hidden": net["hidden"][:-count],
        "hidden_bias": net["hidden_bias"] - told @ net["hidden"][-count:],
    }  # fmt: skip


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
    events, sites = sites_of(record, parse, gazetteer, knowledge, codebook)
    for n, event in enumerate(events):
        numbers, features = sites.candidates(n)
        if numbers:
            yield features, right_ones(event["where"], sites, numbers)


def sites_of(
    record: Record, parse: Parse, gazetteer: Gazetteer, knowledge: Knowledge, codebook: Codebook
) -> tuple[list[Record], Sites]:
    """The annotated events of a report that stand in its words, and its places, asked for each of them by its number."""
    supports = {f.predicate: f.support for f in find_frames(parse, codebook.rules)}
    events, acts = [], []
    for event in record["events"]:
        words = [head for span in event["triggers"] if (head := head_in(parse, tuple(span))) is not None]
        if words:
            events.append(event)
            acts.append(Act(
                type=event["type"], words=tuple((w, supports.get(w)) for w in dict.fromkeys(words)),
                tokens=tuple(t for span in event["triggers"] for t in parse.tokens_in(tuple(span))),
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
    return events, Sites(parse, find_places(parse, gazetteer, knowledge), acts, speeches, folk, parse.acts)


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
