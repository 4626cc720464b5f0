"""Event types between two marked parties, zero-shot: `python benchmarks/plv.py FILE [--json] [--types]`.

FILE is a TSV or CSV with `marked_sentence` (`<s>source</s>` … `<t>target</t>`) and `root` (or `gold_root`), in
the form of PLOVER–Zero-Shot: 15 classes, CONCEDE and RETREAT merged to YIELD. The sentence is read like any
report; its events speak for their type the more, the better their actor is the source and their recipient
the target, and so do the network's triggers by whom they point at. An act of yielding that is only agreed to,
offered or announced is AGREE in that data (CAMEO's 035, "express intent to yield"), CONCEDE in ours (PLOVER 2.0), and
is turned round here; of an act and the refusal to end it ("will not lift the embargo", CAMEO's 124) the refusal
counts. `root`, `quad` and `binary` (cooperation or conflict) are macro-F1; a sentence with no event counts as missed.
Nothing is trained on such data.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from dragoman.codebook import Codebook
from dragoman.events.conventions import fitting
from dragoman.language import Parse
from dragoman.pipeline import load_reader
from dragoman.types import Event, Reading, Report, Span

MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
INTENT = {"CONCEDE": "AGREE", "RETREAT": "AGREE"}
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "1"),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), "2"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "3"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "4"),
}
_APART = 0.2  # what a trigger counts for that points at neither
_EVENTS = 0.5  # what events count for beside triggers
_INTENT = frozenset("agree consent offer pledge prepared promise ready undertake vow willing".split())
_WILL = frozenset(("will", "shall", "wo", "'ll", "’ll"))
_REFUSING = _WILL | {"would"}
_ENDING = frozenset("end lift stop halt cease suspend ease drop abandon remove relax call".split())
_INSIDE = frozenset("xcomp ccomp obj conj acl advcl obl nmod compound".split())
_DAY = date(2020, 1, 1)  # the sentences carry no date, and none is asked for


def main() -> None:
    """Read the file, answer, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--types", action="store_true", help="also print each type's F1")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not args.file.is_file():
        sys.exit(f"{args.file}: not found; give a file with marked_sentence and root")
    with args.file.open(encoding="utf-8", newline="") as lines:
        delimiter = "\t" if "\t" in lines.readline() else ","
        lines.seek(0)
        rows = list(csv.DictReader(lines, delimiter=delimiter))
    gold = [row.get("root") or row["gold_root"] for row in rows]
    answers = answer([row["marked_sentence"] for row in rows])
    scores = {
        "root": macro_f1(gold, answers),
        "quad": macro_f1([QUADS[g] for g in gold], [QUADS.get(a, "") for a in answers]),
        "binary": macro_f1([side(g) for g in gold], [side(a) for a in answers]),
        "answered": round(sum(a != "" for a in answers) / len(answers), 4),
    }
    if args.json:
        print(json.dumps(scores))
        return
    for name, value in scores.items():
        print(f"{name:10} {value:.4f}")
    if args.types:
        for name, (f1, number) in sorted(by_class(gold, answers).items()):
            print(f"  {name:10} {f1:.3f} ({number})")


def answer(marked: Sequence[str]) -> list[str]:
    """The class between source and target of each marked sentence; empty where nothing is found."""
    reader, found = load_reader(), []
    for i, sentence in enumerate(marked):
        text, source, target = unmark(sentence)
        parse = reader.model.parse([text])[0]
        reading = reader.read_parse(Report(id=str(i), text=text, date=_DAY), parse)
        found.append(choose(reading, parse, source, target, reader.codebook))
    return found


def unmark(sentence: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The sentence without its marks, and the spans of source and target.

    >>> unmark("<s>Fiji</s> thanked <t>Japan</t>.")
    ('Fiji thanked Japan.', (0, 4), (13, 18))
    """
    text, spans, opened = "", {"s": (0, 0), "t": (0, 0)}, {"s": 0, "t": 0}
    for part in re.split(r"(</?[st]>)", sentence):
        mark = re.fullmatch(r"<(/?)([st])>", part)
        if mark is None:
            text += part
        elif mark[1]:
            spans[mark[2]] = (opened[mark[2]], len(text))
        else:
            opened[mark[2]] = len(text)
    return text, spans["s"], spans["t"]


def choose(
    reading: Reading, parse: Parse, source: tuple[int, int], target: tuple[int, int], codebook: Codebook
) -> str:  # fmt: skip
    """The type that events found between the two, and the network's triggers and links, speak for most."""
    votes: Counter[str] = Counter()
    for event in reading.events:
        words = [token for span in event.triggers for token in parse.tokens_in(span)]
        kind = meant(parse, event.type, words)
        votes[kind] += _EVENTS * fit(reading, event, source, target) * event.confidence  # type: ignore[assignment]
    for kind, token, strength in by_links(parse, source, target, codebook):
        votes[meant(parse, kind, [token])] += strength  # type: ignore[assignment]
    best = max(votes, key=lambda kind: votes[kind], default="")
    return MERGED.get(best, best)


def fit(reading: Reading, event: Event, source: tuple[int, int], target: tuple[int, int]) -> float:
    """How well source and target are an event's actor and recipient, 0 to 1."""
    mentions = {entity.id: entity.mentions for entity in reading.entities}

    def holds(ids: Sequence[str], span: tuple[int, int]) -> bool:
        return any(a < span[1] and span[0] < b for i in ids for a, b in mentions[i])

    straight = 2 * holds(event.actor, source) + 2 * holds(event.recipient, target)
    crossed = holds(event.recipient, source) + holds(event.actor, target)
    return (1 + max(straight, crossed)) / 5


def by_links(
    parse: Parse, source: tuple[int, int], target: tuple[int, int], codebook: Codebook
) -> Iterator[tuple[str, int, float]]:  # fmt: skip
    """Types with the strongest trigger that points at the source as actor and at the target, and how strong it is."""
    acts = parse.acts
    if acts is None:
        return
    ours, theirs = parse.tokens_in(Span(*source)), parse.tokens_in(Span(*target))
    for column, kind in enumerate(acts.labels.types):
        best, at = 0.0, 0
        for token in acts.rows:
            actor = max((acts.link("actor", token, t) for t in ours), default=0.0)
            other = max(
                (max(acts.link(role, token, t) for role in ("recipient", "actor")) for t in theirs), default=0.0
            )
            strength = float(acts.trigger[token, column]) * (_APART + actor) * (_APART + other)
            best, at = max((best, at), (strength, token))
        modes = [(float(acts.mode[at, i]), m) for i, m in enumerate(acts.labels.modes) if m.startswith(f"{kind} ")]
        mode = max(modes, default=(0.0, kind))[1].split(" ")[1:]
        convention = fitting(parse, kind, mode, at, codebook)
        yield (convention and convention.becomes) or kind, at, best


def meant(parse: Parse, kind: str, words: Sequence[int]) -> str:
    """The type that such data give to an act told in some words."""
    if QUADS.get(kind) == "4" and any(is_kept_up(parse, token) for token in words):
        return "REJECT"
    return INTENT.get(kind, kind) if any(is_intent(parse, token) for token in words) else kind


def is_kept_up(parse: Parse, token: int) -> bool:
    """The act is what somebody refuses to end: "will not lift the embargo"."""
    verb = parse.heads[token]
    helpers = {parse.lower[child] for child in parse.children[verb]}
    ended = parse.lemmas[verb].lower() in _ENDING and parse.relations[token] in {"obj", "obl"}
    return ended and bool(helpers & _REFUSING) and bool(helpers & {"not", "n't", "n’t", "never"})


def is_intent(parse: Parse, token: int) -> bool:
    """Only the will to do it is told: "agreed to leave", "will leave", not "will not leave"."""
    for _ in range(3):
        helpers = {parse.lower[child] for child in parse.children[token]}
        if helpers & _WILL and not helpers & {"not", "n't", "n’t", "never"}:
            return True
        above = parse.heads[token]
        if above == token or parse.relations[token].partition(":")[0] not in _INSIDE:
            return False
        token = above
        if parse.lemmas[token].lower() in _INTENT:
            return True
    return False


def side(name: str) -> str:
    """Cooperation, conflict, or nothing."""
    return {"1": "cooperation", "2": "cooperation", "3": "conflict", "4": "conflict"}.get(QUADS.get(name, ""), "")


def by_class(gold: Sequence[str], answers: Sequence[str]) -> dict[str, tuple[float, int]]:
    """F1 and number of gold cases of each class.

    >>> by_class(["AID", "AID", "REJECT"], ["AID", "", "REJECT"])
    {'AID': (0.6666666666666666, 2), 'REJECT': (1.0, 1)}
    """
    hit = Counter(g for g, a in zip(gold, answers, strict=True) if g == a)
    wanted, made = Counter(gold), Counter(answers)
    return {name: (2 * hit[name] / (number + made[name]), number) for name, number in wanted.items()}


def macro_f1(gold: Sequence[str], answers: Sequence[str]) -> float:
    """Mean F1 over the classes that gold has."""
    figures = by_class(gold, answers)
    return round(sum(f1 for f1, _ in figures.values()) / len(figures), 4)


if __name__ == "__main__":
    main()
