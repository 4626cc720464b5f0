"""Fit the ranker that gives a country to those whose words tell none: `python training/homes.py --build corpus/build`.

Reads the corpus's training reports and those held back, takes every entity that the program finds without a country and
that the annotation knows, and fits dragoman.entities.homes.Ranker so that the annotated country, or
none, scores highest among the report's. Writes homes.npz. About five minutes on two cores, nearly all
of it parsing; seeds are fixed.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.entities import read_mentions
from dragoman.entities.antecedents import Antecedents, load_antecedents
from dragoman.entities.chains import gather_nodes
from dragoman.entities.homes import Scene
from dragoman.entities.nodes import Node
from dragoman.entities.publisher import find_publisher
from dragoman.entities.setting import find_signs
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel, Parse
from dragoman.places import find_places
from rankers import UNSEEN, Example, fit_several
from rows import Record, add_arguments, read

HIDDEN = 32


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/entities/homes.npz"))
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9])
    args = parser.parse_args()
    splits = json.loads(args.splits.read_text(encoding="utf-8"))
    model, knowledge, gazetteer = LanguageModel(args.model), load_knowledge(), Gazetteer()
    found = {
        split: [
            example
            for record in read(args.build, set(splits[split]))
            for example in examples_of(record, model.parse([record["text"]])[0], knowledge, gazetteer)
        ]
        for split in ("train", "held", "dev")
    }
    teaching = found["train"] + UNSEEN * found["held"]
    np.savez(args.out, **fit_several(teaching, found["dev"], args.epochs, args.seeds, width=HIDDEN))


def examples_of(record: Record, parse: Parse, knowledge: Knowledge, gazetteer: Gazetteer) -> Iterator[Example]:
    """The entities of a report that need a country and that the annotation knows."""
    on, publisher = date.fromisoformat(record["date"]), find_publisher(record.get("source"), knowledge)
    knowledge, toponyms = knowledge.as_of(on), find_places(parse, gazetteer, knowledge)
    profiles = read_mentions(parse, knowledge, on, publisher, toponyms)
    nodes, _ = gather_nodes(parse, profiles, Antecedents(parse, load_antecedents()).choose)
    scene = Scene(parse, find_signs(nodes, toponyms), publisher)
    owners = annotated_heads(record, parse)
    for node in nodes:
        if node.country is not None or node.kind in {"country", "pronoun"}:
            continue
        gold = gold_country(record, node, owners)
        countries, features, _ = scene.candidates(node)
        if gold is not False and gold in countries:
            yield features, [countries.index(gold)]


def annotated_heads(record: Record, parse: Parse) -> dict[int, int]:
    """The annotated entity of each token that heads one of its mentions."""
    found: dict[int, int] = {}
    for number, entity in enumerate(record["entities"]):
        for start, end in entity["mentions"]:
            tokens = parse.tokens_in((start, end))
            for token in tokens:
                if parse.heads[token] not in tokens or parse.heads[token] == token:
                    found[token] = number
    return found


def gold_country(record: Record, node: Node, owners: dict[int, int]) -> str | bool | None:
    """The annotated country of an entity, None where annotated as unknown, False where it is not annotated."""
    votes = Counter(owners[m.head] for m in node.mentions if m.head in owners)
    if not votes:
        return False
    country: str | None = record["entities"][votes.most_common(1)[0][0]].get("country")
    return country


if __name__ == "__main__":
    main()
