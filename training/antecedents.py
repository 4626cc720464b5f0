"""Fit the ranker that tells whom a mention stands for: `python training/antecedents.py --build corpus/build`.

Reads the corpus's training reports, goes through the mentions that the program finds as the rules do, and fits the
ranker of dragoman.entities.antecedents so that the entity that the annotation gives a mention to, or "somebody new",
scores highest. Only mentions of annotated entities teach. Writes antecedents.npz. Nearly all of its time goes into
parsing; seeds are fixed.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.entities import read_mentions
from dragoman.entities.antecedents import Antecedents
from dragoman.entities.chains import gather_nodes
from dragoman.entities.nodes import Node
from dragoman.entities.profile import Profile
from dragoman.entities.publisher import find_publisher
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel, Parse
from dragoman.places import find_places
from homes import annotated_heads
from rankers import Example, fit_several
from rows import Record, add_arguments, read

HIDDEN = 48


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/entities/antecedents.npz"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8])
    args = parser.parse_args()
    splits = json.loads(args.splits.read_text(encoding="utf-8"))
    model, knowledge, gazetteer = LanguageModel(args.model), load_knowledge(), Gazetteer()
    found = {
        split: [
            example
            for record in read(args.build, set(splits[split]))
            for example in examples_of(record, model.parse([record["text"]])[0], knowledge, gazetteer)
        ]
        for split in ("train", "held")
    }
    np.savez(args.out, **fit_several(found["train"], found["held"], args.epochs, args.seeds, width=HIDDEN))


def examples_of(record: Record, parse: Parse, knowledge: Knowledge, gazetteer: Gazetteer) -> list[Example]:
    """The mentions of a report that the annotation gives to somebody, chosen for by the rules."""
    on = date.fromisoformat(record["date"])
    knowledge = knowledge.as_of(on)
    publisher = find_publisher(record.get("source"), knowledge)
    profiles = read_mentions(parse, knowledge, on, publisher, find_places(parse, gazetteer, knowledge))
    owners, antecedents, found = annotated_heads(record, parse), Antecedents(parse, None), []

    def choose(p: Profile, nodes: Sequence[Node], ruled: Node | None) -> Node | None:
        candidates, features = antecedents.candidates(p, nodes, ruled)
        right = right_ones(p, nodes, candidates, owners)
        if right and len(candidates) > 1:
            found.append((features, right))
        return antecedents.choose(p, nodes, ruled)

    gather_nodes(parse, profiles, choose)
    return found


def right_ones(
    p: Profile, nodes: Sequence[Node], candidates: Sequence[Node | None], owners: dict[int, int]
) -> list[int]:
    """The candidates that are the annotated entity of a mention, "somebody new" if none is.

    A namesake that the annotation says nothing of is as right as somebody new. Empty where the mention is not
    annotated, or its entity is no candidate.
    """
    owner = owners.get(p.head)
    if owner is None:
        return []
    right = [i for i, n in enumerate(candidates) if n is not None and owner_of(n, owners) == owner]
    if right or any(owner_of(n, owners) == owner for n in nodes):
        return right
    alike = [
        i for i, n in enumerate(candidates)
        if n is not None and n.named and p.named and p.key in n.keys and owner_of(n, owners) is None
    ]  # fmt: skip
    return [*alike, len(candidates) - 1]


def owner_of(node: Node, owners: dict[int, int]) -> int | None:
    """The annotated entity that most of a found entity's mentions belong to."""
    votes = Counter(owners[m.head] for m in node.mentions if m.head in owners)
    return votes.most_common(1)[0][0] if votes else None


if __name__ == "__main__":
    main()
