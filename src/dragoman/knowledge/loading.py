"""Reads the tables of a folder."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.knowledge.facts import Knowledge, Nation, Office, Organisation, Person
from dragoman.knowledge.phrases import is_acronym, plain_phrase, plural, table_key
