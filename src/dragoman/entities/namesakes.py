"""Countries whose name is also a state's of another country: which of the two the report means."""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.entities.phrases import phrase_text
from dragoman.knowledge import Knowledge
from dragoman.knowledge.phrases import plain_phrase
from dragoman.language.parse import Parse
from dragoman.places import Toponym


def without_namesakes(parse: Parse, knowledge: Knowledge, toponyms: Sequence[Toponym]) -> Knowledge:
    """The tables without those countries' names that stand for another country's state in this report.

    A name means one place throughout a report (`resolve_toponyms`): "Georgia" beside Atlanta is no country.
    """
    states = set()
    for toponym in toponyms:
        if toponym.where is None or toponym.where.feature != "ADM1" or not toponym.where.country:
            continue
        name = phrase_text(parse, toponym.first, toponym.last)
        nation = knowledge.nation(name)
        if nation is not None and nation.kind == "name" and nation.code != toponym.where.country:
            states.add(plain_phrase(name))
    if not states:
        return knowledge
    return replace(knowledge, nations={k: n for k, n in knowledge.nations.items() if plain_phrase(k) not in states})
