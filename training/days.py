"""Fit the network that tells which day an act has: `python training/days.py --build corpus/build`.

Reads the reports held back from the language model's training (split `held`; on reports that it was trained on its
links are surer than they are elsewhere), takes the mentions of acts that the program finds and that are annotated,
and fits the ranker of dragoman.events.days so that the candidates which mean the annotated days score highest:
"none" where no day is annotated. A mention whose annotated days no candidate means is left out. Prints what five
fits find that each lack a fifth of the reports; writes days.npz, fitted to all. Two minutes, nearly all of it
parsing; seeds are fixed.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.codebook import Codebook, load_codebook
from dragoman.dates import find_dates
from dragoman.entities import find_cast
from dragoman.entities.homes import Ranker
from dragoman.events import find_deeds
from dragoman.events.days import Days, Deed, Value
from dragoman.events.learned import scores_for
from dragoman.events.participants import Participants
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import load_knowledge
from dragoman.language import LanguageModel, Parse
from dragoman.places import find_places
from dragoman.statements import find_statements, load_cues
from dragoman.types import Cast, Statement
from ranking import fit
from rows import Record, add_arguments, read

_PARTS = 5


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/days.npz"))
    args = parser.parse_args()
    splits = json.loads(args.splits.read_text(encoding="utf-8"))
    model, knowledge, gazetteer, cues = LanguageModel(args.model), load_knowledge(), Gazetteer(), load_cues()
    codebook = load_codebook()
    reports = []
