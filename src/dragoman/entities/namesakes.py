"""Names that a country and another's state share, or bodies of two countries: which of them the report means."""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.entities.phrases import phrase_text
from dragoman.knowledge import Knowledge
from dragoman.knowledge.phrases import plain_phrase
from dragoman.language.parse import Parse
from dragoman.places import Toponym

# Countries besides the best known whose body has a name that is told without the country's.
_SHARED = {"foreign office": ("PAK", "DEU")}


def of_the_report(parse: Parse, knowledge: Knowledge) -> Knowledge:
    """The tables with the body of a shared name as the report's: "the Foreign Office" of Islamabad, not London.

    Where a word is of the best-known one's country, or of none that has such a body, they stay as they are.
    """
    bodies = {}
    text = parse.text.lower()
    for name, others in _SHARED.items():
        known = knowledge.organisations.get(name)
        if known is None or name not in text:
            continue
        nations = [knowledge.nation(word) for word in parse.words if word[0].isupper()]
        told = [n for n in nations if n is not None and n.code in {known.code, *others}]
        if told and all(n.code != known.code for n in told):
            bodies[name] = replace(known, code=told[0].code, identifier=None)
    return replace(knowledge, organisations=knowledge.organisations | bodies) if bodies else knowledge


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
