"""Fit the ranker that tells which event a mention tells of again: `python training/joins.py --build corpus/build`.

Reads the reports held back from the language model's training (split `held`: on reports that it was trained on its
links are surer than elsewhere), goes through the mentions of acts that the program finds as it does itself, and fits
the ranker of dragoman.events.joining so that the annotated event, or a new one, scores highest. Only mentions on
annotated triggers of their type teach. Writes joins.npz. Two minutes on two cores, nearly all of it parsing; seeds
are fixed.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.codebook import Codebook, load_codebook
from dragoman.dates import find_dates
from dragoman.entities import find_cast
from dragoman.events import find_deeds, tell_deeds
from dragoman.events.coreference import Told, merge_mentions
from dragoman.events.joining import Joins
from dragoman.events.learned import scores_for
from dragoman.events.participants import Participants
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel, Parse
from dragoman.places import find_places
from dragoman.statements import Cues, find_statements, load_cues
from rankers import Example, fit
from rows import Record, add_arguments, read

_EPOCHS, _WIDTH, _DROPOUT, _DECAY = 25, 16, 0.3, 0.1


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/joins.npz"))
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    held = set(json.loads(args.splits.read_text(encoding="utf-8"))["held"])
    model, tools = LanguageModel(args.model), (Gazetteer(), load_knowledge(), load_cues(), load_codebook())
    found = [e for r in read(args.build, held) for e in examples_of(r, model.parse([r["text"]])[0], *tools)]
    np.savez(args.out, **fit(found, [], _EPOCHS, args.seed, width=_WIDTH, dropout=_DROPOUT, decay=_DECAY))


def examples_of(
    record: Record, parse: Parse, gazetteer: Gazetteer, knowledge: Knowledge, cues: Cues, codebook: Codebook
) -> list[Example]:
    """The mentions of a report's annotated acts before which others of their type stand."""
    on = date.fromisoformat(record["date"])
    cast = find_cast(parse, knowledge, on, record.get("source"), find_places(parse, gazetteer, knowledge))
    who = Participants(parse, cast, find_statements(parse, cast, cues))
    scores, dates = scores_for(who, codebook), find_dates(parse, on)
    if scores is None:
        raise SystemExit("the model knows another codebook; give --model one trained on this one")
    deeds, _ = find_deeds(who, scores, codebook, dates, on)
    entities = {e.id: e for e in cast.entities}
    joins, owners, found = Joins(scores, entities, codebook, None), annotated_triggers(record, parse), []

    def choose(t: Told, before: Sequence[Told], ruled: Told | None) -> Told | None:
        owner, known = owner_of(t, owners), [k for k in before if k.coded.type == t.coded.type]
        if owner is not None and known:
            right = [i for i, k in enumerate(known) if owner_of(k, owners) == owner]
            found.append((joins.features(t, known, ruled), right or [len(known)]))
        return ruled

    merge_mentions(parse, tell_deeds(who, scores, deeds, codebook, dates, on), entities, codebook, scores, choose)
    return found


def annotated_triggers(record: Record, parse: Parse) -> dict[tuple[str, int], int]:
    """The annotated event of each type and token of a trigger; of several the first."""
    found: dict[tuple[str, int], int] = {}
    for number, event in enumerate(record["events"]):
        for span in event["triggers"]:
            for token in parse.tokens_in(tuple(span)):
                found.setdefault((event["type"], token), number)
    return found


def owner_of(t: Told, owners: dict[tuple[str, int], int]) -> int | None:
    """The annotated event that most of a mention's words belong to."""
    tokens = [token for group in t.coded.triggers for token in group]
    votes = Counter(owners[t.coded.type, token] for token in tokens if (t.coded.type, token) in owners)
    return votes.most_common(1)[0][0] if votes else None


if __name__ == "__main__":
    main()
