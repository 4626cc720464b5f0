"""A held-back report as the program reads it, up to its mentions of acts: days.py, history.py and joins.py use it."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.codebook import Codebook, load_codebook
from dragoman.dates import TimeExpression, find_dates
from dragoman.entities import find_cast
from dragoman.events import find_deeds
from dragoman.events.days import Deed
from dragoman.events.learned import Scores, scores_for
from dragoman.events.participants import Participants
from dragoman.events.weighing import load_weights
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel, Parse
from dragoman.places import Toponym, find_places
from dragoman.statements import Cues, find_statements, load_cues
from dragoman.types import Cast
from rows import Record, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """A report's mentions of acts that stand, and what they are read from."""

    who: Participants
    cast: Cast
    scores: Scores
    dates: Sequence[TimeExpression]
    deeds: Sequence[Deed]
    toponyms: Sequence[Toponym]
    codebook: Codebook
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The tables of every stage behind the language model."""

    gazetteer: Gazetteer
    knowledge: Knowledge
    cues: Cues
    codebook: Codebook


def load_tools() -> Tools:
    """The packaged tables."""
    return Tools(gazetteer=Gazetteer(), knowledge=load_knowledge(), cues=load_cues(), codebook=load_codebook())


def held_back(args: argparse.Namespace) -> Iterator[tuple[Record, Mentions]]:
    """The reports of the split `held` with their mentions of acts."""
    build: Path = args.build
    held = set(json.loads(args.splits.read_text(encoding="utf-8"))["held"])
    model, tools = LanguageModel(args.model), load_tools()
    for record in read(build, held):
        yield record, mentions_of(record, model.parse([record["text"]])[0], tools)


def mentions_of(record: Record, parse: Parse, tools: Tools) -> Mentions:
    """What the program finds in a report, up to its mentions of acts."""
    on = date.fromisoformat(record["date"])
    toponyms = find_places(parse, tools.gazetteer, tools.knowledge)
    cast = find_cast(parse, tools.knowledge, on, record.get("source"), toponyms)
    who = Participants(parse, cast, find_statements(parse, cast, tools.cues))
    scores, dates = scores_for(who, tools.codebook), find_dates(parse, on)
    if scores is None:
        raise SystemExit("the model knows another codebook; give --model one trained on this one")
    every, _ = find_deeds(who, scores, tools.codebook, dates, on)
    deeds = [d for d in every if d.coded.confidence >= load_weights().least]
    return Mentions(
        who=who, cast=cast, scores=scores, dates=dates, deeds=deeds, toponyms=toponyms, codebook=tools.codebook,
        on=on,
    )  # fmt: skip


def annotated_triggers(record: Record, parse: Parse) -> dict[tuple[str, int], int]:
    """The annotated event of each type and token of a trigger; of several the first."""
    found: dict[tuple[str, int], int] = {}
    for number, event in enumerate(record["events"]):
        for span in event["triggers"]:
            for token in parse.tokens_in(tuple(span)):
                found.setdefault((event["type"], token), number)
    return found
