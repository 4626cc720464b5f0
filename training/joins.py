"""Fit the ranker that tells which event a mention tells of again: `python training/joins.py --build corpus/build`.

Reads the reports held back from the language model's training (split `held`: on reports that it was trained on its
links are surer than elsewhere), goes through the mentions of acts that the program finds as it does itself, and fits
the ranker of dragoman.events.joining so that the annotated event, or a new one, scores highest. Only mentions on
annotated triggers of their type teach. Writes joins.npz. Two minutes on two cores, nearly all of it parsing; seeds
are fixed.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dragoman.events import tell_deeds
from dragoman.events.coreference import Told, merge_mentions
from dragoman.events.joining import Joins
from mentions import Mentions, annotated_triggers, held_back
from rankers import Example, fit
from rows import Record, add_arguments

_EPOCHS, _WIDTH, _DROPOUT, _DECAY = 25, 16, 0.3, 0.1


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/joins.npz"))
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    found = [e for record, mentions in held_back(args) for e in examples_of(record, mentions)]
    np.savez(args.out, **fit(found, [], _EPOCHS, args.seed, width=_WIDTH, dropout=_DROPOUT, decay=_DECAY))


def examples_of(record: Record, mentions: Mentions) -> list[Example]:
    """The mentions of a report's annotated acts before which others of their type stand."""
    who, scores, codebook = mentions.who, mentions.scores, mentions.codebook
    entities = {e.id: e for e in mentions.cast.entities}
    joins, owners = Joins(scores, entities, codebook, None), annotated_triggers(record, who.parse)
    told = tell_deeds(who, scores, mentions.deeds, codebook, mentions.dates, mentions.on)
    found: list[Example] = []

    def choose(t: Told, before: Sequence[Told], ruled: Told | None) -> tuple[Told | None, float]:
        owner, known = owner_of(t, owners), [k for k in before if k.coded.type == t.coded.type]
        if owner is not None and known:
            right = [i for i, k in enumerate(known) if owner_of(k, owners) == owner]
            found.append((joins.features(t, known, ruled), right or [len(known)]))
        return ruled, 1.0

    merge_mentions(who.parse, told, entities, codebook, scores, choose)
    return found


def owner_of(t: Told, owners: dict[tuple[str, int], int]) -> int | None:
    """The annotated event that most of a mention's words belong to."""
    tokens = t.coded.tokens
    votes = Counter(owners[t.coded.type, token] for token in tokens if (t.coded.type, token) in owners)
    return votes.most_common(1)[0][0] if votes else None


if __name__ == "__main__":
    main()
