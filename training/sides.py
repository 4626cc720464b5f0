"""Fit the rankers that weigh an event's sides once more: `python training/sides.py --build corpus/build`.

First counts in the annotation of the training reports what stands beside the words of acts (valency.tsv). Then reads
the reports held back from the language model's training and the real ones of the training split, takes the events that
the program tells as it does itself, and fits the rankers of dragoman.events.sides so that a set of entities with the
annotated countries scores highest; of several the one that is the annotated entities themselves. Real reports count
twice, since what written ones alone teach fits news less. What a real report itself adds to the table is taken out
while it teaches. Sides that the program never weighs teach too. Three fits are averaged. Writes sides.npz. Some forty
minutes on two cores, nearly all of it parsing; seeds are fixed.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.dates import find_dates
from dragoman.entities import find_cast
from dragoman.events import tell_events
from dragoman.events.bearings import ACTOR, BOTH, RECIPIENT, Bearings, Side
from dragoman.events.coded import Coded
from dragoman.events.learned import scores_for
from dragoman.events.participants import Participants
from dragoman.events.sides import candidates, is_mutual
from dragoman.events.valency import ANY_WORD, ITSELF, Count, Key, Valency, head_word, places_beside
from dragoman.language import LanguageModel, Parse
from dragoman.places import find_places
from dragoman.statements import find_statements
from homes import annotated_heads
from mentions import Tools, load_tools
from rankers import Example, fit
from rows import Record, add_arguments, is_written, read
from sites import average

_EPOCHS, _WIDTH, _DROPOUT, _DECAY = 12, 24, 0.3, 0.1
_SEEDS = (7, 8, 9)
_REAL = 2  # how often real reports count
_LEAST = 3  # times that a word, or a place beside it, is annotated to be in the table
_ROLES = (ACTOR, RECIPIENT, BOTH)
_HEAD = """\
# What stands beside the words of acts in the annotation of the training reports, counted by training/sides.py:
# type, word ("*": all of the type), place ("-": the word itself), times, as or with an actor, as or with a recipient.
"""
Counts = Counter[tuple[Key, str]]


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/sides.npz"))
    parser.add_argument("--table", type=Path, default=Path("src/dragoman/events/valency.tsv"))
    args = parser.parse_args()
    splits = json.loads(args.splits.read_text(encoding="utf-8"))
    model, tools = LanguageModel(args.model), load_tools()
    own = {
        record["id"]: count_valency(record, model.parse([record["text"]])[0])
        for record in read(args.build, set(splits["train"]))
    }
    total = sum_counts(own.values())
    args.table.write_text(_HEAD + "".join(f"{line}\n" for line in rows_of(total)), encoding="utf-8")
    found: dict[str, list[Example]] = {role: [] for role in _ROLES}
    real = {key for key in splits["train"] if not is_written(key)}
    for record in read(args.build, real | set(splits["held"])):
        valency = valency_of(total, own.get(record["id"], Counter()))
        for role, example in examples_of(record, model.parse([record["text"]])[0], tools, valency):
            found[role] += [example] * (_REAL if record["id"] in real else 1)
    np.savez(args.out, **fit_all(found))


def fit_all(found: Mapping[str, list[Example]]) -> dict[str, np.ndarray]:
    """The rankers of all roles as arrays."""
    arrays: dict[str, np.ndarray] = {}
    for role, examples in found.items():
        nets = [fit(examples, [], _EPOCHS, seed, width=_WIDTH, dropout=_DROPOUT, decay=_DECAY) for seed in _SEEDS]
        arrays |= {f"{role} {name}": array.astype(np.float32) for name, array in average(nets).items()}
    return arrays


def count_valency(record: Record, parse: Parse) -> Counts:
    """How often the words of a report's annotated acts tell them, and who stands beside them."""
    owners, found = annotated_heads(record, parse), Counts()
    ids = [e["id"] for e in record["entities"]]
    for event in record["events"]:
        for span in event["triggers"]:
            group = list(parse.tokens_in(tuple(span)))
            if group:
                word = head_word(parse, group)
                _add(found, event["type"], word, ITSELF, bool(event["actor"]), bool(event["recipient"]))
                beside = {(ids[owners[t]], place) for t, place in places_beside(parse, group) if t in owners}
                for i, place in sorted(beside):
                    _add(found, event["type"], word, place, i in event["actor"], i in event["recipient"])
    return found


def _add(counts: Counts, kind: str, word: str, place: str, actor: bool, recipient: bool) -> None:
    for key in ((kind, word, place), (kind, ANY_WORD, place)):
        counts[key, "times"] += 1
        counts[key, ACTOR] += actor
        counts[key, RECIPIENT] += recipient


def sum_counts(each: Iterable[Counts]) -> Counts:
    """All reports' counts together."""
    total = Counts()
    for counts in each:
        total.update(counts)
    return total


def rows_of(total: Counts) -> list[str]:
    """The lines of the table."""
    return sorted(
        "\t".join([*key, str(times), str(total[key, ACTOR]), str(total[key, RECIPIENT])])
        for (key, what), times in total.items()
        if what == "times" and times >= _LEAST
    )


def valency_of(total: Counts, without: Counts) -> Valency:
    """The table as it is without a report's own counts."""
    return Valency(counts=_Without(total, without))


class _Without(Mapping[Key, Count]):
    """Counts of keys that are in the table, less those of one report."""

    def __init__(self, total: Counts, without: Counts) -> None:
        self._total, self._without = total, without

    def __getitem__(self, key: Key) -> Count:
        if self._total.get((key, "times"), 0) < _LEAST:
            raise KeyError(key)
        return Count(
            *(self._total[key, what] - self._without.get((key, what), 0) for what in ("times", ACTOR, RECIPIENT))
        )

    def __iter__(self) -> Iterator[Key]:
        return (key for key, what in self._total if what == "times")

    def __len__(self) -> int:
        return sum(1 for _ in self)


def examples_of(record: Record, parse: Parse, tools: Tools, valency: Valency) -> Iterator[tuple[str, Example]]:
    """The sides of a report's events that are annotated, also those that are not in doubt, with what is right."""
    on = date.fromisoformat(record["date"])
    toponyms = find_places(parse, tools.gazetteer, tools.knowledge)
    cast = find_cast(parse, tools.knowledge, on, record.get("source"), toponyms, record.get("title"))
    who = Participants(parse, cast, find_statements(parse, cast, tools.cues))
    scores = scores_for(who, tools.codebook)
    if scores is None:
        raise SystemExit("the model knows another codebook; give --model one trained on this one")
    told, _ = tell_events(who, scores, tools.codebook, find_dates(parse, on), toponyms, on)
    bearings = Bearings(scores, told, tools.codebook, valency)
    owners, ids = annotated_heads(record, parse), [e["id"] for e in record["entities"]]
    votes: dict[str, Counter[str]] = {}
    for token, here in cast.ids_by_token.items():
        for i in here if token in owners else ():
            votes.setdefault(i, Counter())[ids[owners[token]]] += 1
    same = {i: counts.most_common(1)[0][0] for i, counts in votes.items()}
    annotated = {e["id"]: e.get("country") for e in record["entities"]}
    ours = {e.id: e.country for e in cast.entities}
    for n, t in enumerate(told):
        c = t.coded
        event = annotated_event(record, parse, c, ours)
        if event is None:
            continue
        mutual = is_mutual(t, tools.codebook)
        for role in (BOTH,) if mutual else (ACTOR, RECIPIENT):
            now = (*c.actor, *c.recipient) if mutual else c.actor if role == ACTOR else c.recipient
            other = c.actor if role == RECIPIENT else ()
            wanted = [*event["actor"], *event["recipient"]] if mutual else event[role]
            sets = candidates(bearings, n, role, now, other)
            right = right_ones(sets, ours, same, wanted, annotated)
            if right:
                yield role, (bearings.features(n, role, now, other, sets), right)


def annotated_event(record: Record, parse: Parse, c: Coded, ours: Mapping[str, str | None]) -> Record | None:
    """The annotated event that a told one tells: of several at its words the one with its countries, then its words."""
    tokens = set(c.tokens)
    countries = {e["id"]: e.get("country") for e in record["entities"]}
    best: tuple[tuple[bool, bool, int], Record] | None = None
    for event in record["events"]:
        if event["type"] == c.type:
            shared = len(tokens & {t for span in event["triggers"] for t in parse.tokens_in(tuple(span))})
            agree = [
                {countries[i] for i in event[role]} == {ours[i] for i in side}
                for role, side in ((ACTOR, c.actor), (RECIPIENT, c.recipient))
            ]
            standing = all(agree), any(agree), shared
            if shared and (best is None or standing > best[0]):
                best = standing, event
    return None if best is None else best[1]


def right_ones(
    sets: Sequence[Side], ours: Mapping[str, str | None], same: Mapping[str, str], wanted: Sequence[str],
    annotated: Mapping[str, str | None],
) -> list[int]:  # fmt: skip
    """The candidates with the annotated countries, or those of them that are the annotated entities."""
    countries = {annotated[i] for i in wanted}
    right = [n for n, s in enumerate(sets) if {ours[i] for i in s} == countries]
    return [n for n in right if {same.get(i) for i in sets[n]} == set(wanted)] or right


if __name__ == "__main__":
    main()
