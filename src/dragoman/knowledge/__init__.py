"""Tables of facts: countries, bodies, offices, role nouns and office-holders. SOURCES.md names where they are from."""

from dragoman.knowledge.facts import Knowledge, Nation, Office, Organisation, Person
from dragoman.knowledge.loading import load_knowledge
from dragoman.knowledge.phrases import plain_phrase

__all__ = ["Knowledge", "Nation", "Office", "Organisation", "Person", "load_knowledge", "plain_phrase"]
