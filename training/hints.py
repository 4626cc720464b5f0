"""Add to training rows what the program itself finds in their texts: `python training/hints.py ROWS… --model DIR`.

`sentences` are the parser's own trees and mentions, [first word, upos, features, heads, relations, mentions]
each: without them in training the network forgets how to parse news while it learns acts (docs/decisions.md).
The act heads learn to point at the rest: `times`, [first word, end word, first day, last day] of every
expression that fixes days; and `signs`, [word, country, kind, name] of every token that tells of a
country (dragoman.entities.setting.Sign; `name` is that of a place, else null). `--model` is the exported
model of the stage before. About four minutes for a thousand reports on two cores.
"""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.dates import find_dates
from dragoman.entities.chains import gather_nodes
from dragoman.entities.profiles import profile_mentions
from dragoman.entities.setting import find_signs
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel, Parse
from dragoman.places import find_places


def main() -> None:
    """Rewrite the files in place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path, nargs="+")
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    model, knowledge, gazetteer = LanguageModel(args.model), load_knowledge(), Gazetteer()
    for path in args.rows:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        lines = [json.dumps(row | hints_of(row, model, knowledge, gazetteer), ensure_ascii=False) for row in rows]
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def hints_of(
    row: dict[str, Any], model: LanguageModel, knowledge: Knowledge, gazetteer: Gazetteer
) -> dict[str, list[Any]]:
    """`sentences`, `times` and `signs` of a row."""
    parse, on = model.parse([row["text"]])[0], date.fromisoformat(row["date"])
    toponyms = find_places(parse, gazetteer, knowledge)
    nodes, _ = gather_nodes(parse, profile_mentions(parse, knowledge, on))
    names = {t.head: t.where.name for t in toponyms if t.where is not None}
    return {
        "sentences": [sentence_of(parse, first, end) for first, end in parse.sentences],
        "times": [
            [e.first, e.last + 1, *(None if day is None else day.isoformat() for day in (e.when.start, e.when.end))]
            for e in find_dates(parse, on)
        ],
        "signs": [
            [s.token, s.country, s.kind, names.get(s.token) if s.kind == "place" else None]
            for s in find_signs(nodes, toponyms)
        ],
    }


def sentence_of(parse: Parse, first: int, end: int) -> list[Any]:
    """One sentence's columns, heads and mentions counted from its first word."""
    inside = [m for m in parse.mentions if first <= m.start and m.end <= end]
    return [
        first,
        list(parse.upos[first:end]),
        list(parse.features[first:end]),
        [head - first for head in parse.heads[first:end]],
        list(parse.relations[first:end]),
        [[m.start - first, m.end - first, m.head - first, m.type] for m in inside],
    ]


if __name__ == "__main__":
    main()
