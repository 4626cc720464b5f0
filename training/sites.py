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

from dragoman.codebook import Codebook, load_codebook
from dragoman.events.frames import find_frames
from dragoman.events.sites import Act, Sites, key_of
from dragoman.gazetteer import Gazetteer, name_key
from dragoman.knowledge import load_knowledge
from dragoman.language import LanguageModel, Parse
from dragoman.places import find_places
from rankers import Example, fit
from rows import Record, add_arguments, read

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
    np.savez(args.out, **fit(found["train"], found["held"], args.epochs, args.seed, width=HIDDEN))


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


if __name__ == "__main__":
    main()
