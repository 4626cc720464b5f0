"""Tables of facts: countries, bodies, offices, role nouns and office-holders. SOURCES.md names where they are from."""

from dragoman.knowledge.actors import ActorsError, with_actors
from dragoman.knowledge.facts import Knowledge, Nation, Office, Organisation, OwnActor, Person
from dragoman.knowledge.loading import load_knowledge, load_nations
from dragoman.knowledge.phrases import plain_phrase

__all__ = [
    "ActorsError", "Knowledge", "Nation", "Office", "Organisation", "OwnActor", "Person", "load_knowledge",
    "load_nations", "plain_phrase", "with_actors",
]  # fmt: skip
