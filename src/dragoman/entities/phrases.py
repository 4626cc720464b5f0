"""The words of a mention: its core, titles, nationalities and text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.knowledge import Knowledge, Organisation
from dragoman.language.parse import Mention, Parse

SKIPPED = (
    frozenset("\"“”'’[]()‘–—-,".split())
    | {"the", "a", "an", "'s", "’s", "s", "former", "then", "acting", "late"}
    | set('"“”[](),‘’')
)
_LOCATIVE = frozenset(
    "in at near outside around into through across inside throughout toward towards via within from to".split()
)
_BESIDE = frozenset("from near to".split())
_WITH_FIELD = frozenset("minister secretary ministry department".split())
_CAPITAL_TITLES = frozenset("President King Queen Chancellor Governor Premier Mayor Ambassador".split())
WATERS = frozenset("bay channel gulf ocean sea strait".split())
# What turns a nation's word before it into the name of a place, of whatever country: "Niger Delta", "Dane County".
_LOCAL = frozenset("County Delta River Street Avenue Road Boulevard Creek".split())
# What turns a country's name before it into another country's division: Nigeria's state, Belgium's province.
_DIVISIONS = {"niger": "state", "luxembourg": "province"}
_DESCENT = frozenset("descent ancestry heritage".split())
# What may follow a nationality and a hyphen without telling who belongs to it …
_TIED = frozenset(
    "backed led allied aligned sponsored funded supported armed born speaking educated occupied held "
    "controlled administered dominated majority friendly".split()
)
# … and what tells where people of that descent live.
_SETTLED = frozenset("American Americans Canadian Canadians Australian Australians British Briton Britons".split())
# Whoever stands beside a country or against it is of another: "Oslo's allies", "neighbours of Chad"; an adjective
# may tell either ("our Norwegian allies"), but not of adversaries, nor of a single ally.
_BESIDE_STATES = frozenset(
    "adversary ally backer creditor donor enemy foe friend neighbor neighbour opponent partner rival".split()
)
_AGAINST_STATES = frozenset(("adversary", "enemy", "foe"))
_OF_CONTINENT = frozenset(("Central", "Latin", "North", "South"))
_POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
_SEATED = frozenset("ministry government parliament court presidency authority leadership cabinet regime".split())
# Bodies called by one plain word, which is also part of many a name: "Dawn", "Forbes", "Solidarity".
_PLAINLY_CALLED = frozenset(("JRN", "BUS", "LAB"))


_WITH_AFFAIRS = frozenset(("charge", "chargé"))


class Belonging(NamedTuple):
    """A country or body that a mention's words name, with the sector and the reason that go with it.

    `is_common`: bodies of several countries bear the name, and `code` is that of the best known.
    """

    code: str
    sector: tuple[str, ...]
    reason: str
    is_common: bool = False
    first: int = -1  # where the name begins


_NAME = 6  # words of a body's name, at most


def whole_name(parse: Parse, knowledge: Knowledge, mention: Mention) -> tuple[int, int] | None:
    """First and last word of a known body's name that is no common noun phrase: "Doctors Without Borders"."""
    last = mention.end - 1
    if not parse.words[last][0].isupper() or parse.upos[mention.head] not in {"NOUN", "PROPN"}:
        return None
    start = mention.start + (parse.upos[mention.start] == "DET")
    before = mention.start - 1  # "Save the Children"
    is_parted = (
        before >= 0 and parse.sentence_of[before] == parse.sentence_of[last] and parse.words[before][0].isupper()
        and parse.upos[before] != "DET"
    )  # fmt: skip
    for first in (before, start) if is_parted else (start,):
        inside = range(first, last + 1)
        odd = any(parse.upos[t] in {"ADP", "VERB", "DET"} and t > first for t in inside) or first == before
        if odd and len(inside) <= _NAME and knowledge.organisation(phrase_text(parse, first, last)) is not None:
            return first, last
    return None


def core_of(parse: Parse, mention: Mention) -> tuple[int, int]:
    """First and last word of the name or noun with what stands before it and its names, without clauses after it."""
    head, first, last = mention.head, mention.head, mention.head
    while first > mention.start and _belongs_before(parse, first - 1, head):
        first -= 1
    while last + 1 < mention.end and (
        parse.upos[last + 1] == "PROPN"
        or parse.relations[last + 1].partition(":")[0] in {"flat", "compound"}
        or parse.words[last + 1] in {"]", "-", "’", "'"}
    ):
        last += 1
    if parse.lemmas[head].lower() in _WITH_AFFAIRS:
        last = next((t for t in range(last + 1, mention.end) if parse.lower[t] == "affaires"), last)
    if (
        last + 2 < mention.end
        and parse.lower[last + 1] in {"of", "for"}
        and (parse.upos[head] == "PROPN" or parse.lower[head] in _WITH_FIELD or parse.words[head] in _CAPITAL_TITLES)
    ):
        stop = last + 2
        while stop < mention.end and (
            parse.upos[stop] == "PROPN"
            or parse.lower[stop] in {"of", "the", "and", "for", "affairs", "foreign"}
            or (parse.upos[stop] in {"ADJ", "NOUN"} and parse.words[stop][0].isupper())
        ):
            stop += 1
        while stop > last and parse.lower[stop - 1] in {"of", "the", "and", "for"}:
            stop -= 1
        last = max(last, stop - 1)
    while (
        first < head
        and (parse.lower[first] in SKIPPED or parse.upos[first] in {"DET", "PUNCT", "ADP"})
        and parse.words[first] != "["
    ):
        first += 1
    return first, last


def _belongs_before(parse: Parse, token: int, head: int) -> bool:
    """A word before the head may stand in its noun phrase; verbs, adverbs and commas end it."""
    upos = parse.upos[token]
    if upos in {"PROPN", "NOUN", "ADJ", "DET", "NUM", "PART", "SYM", "X"}:
        return True
    if upos == "PUNCT":
        return parse.words[token] in {"-", "[", "]", "“", "”", '"', "’", "'", ".", "''", "‘", "–"}
    if upos == "VERB":
        return parse.relations[token] == "amod"
    if upos == "PRON":
        return parse.relations[token] == "nmod:poss"
    return parse.lower[token] in {"of", "and", "for"} and parse.words[token - 1][:1].isupper()


def longest_office(parse: Parse, knowledge: Knowledge, first: int, last: int) -> tuple[int, int] | None:
    """First and last token of the longest title in a stretch of tokens, or None."""
    best: tuple[int, int] | None = None
    for a in range(first, last + 1):
        for b in range(min(last, a + 5), a - 1, -1):
            if (best is None or b - a > best[1] - best[0]) and knowledge.office(phrase_text(parse, a, b)) is not None:
                best = (a, b)
                break
    return best


def countries_in(parse: Parse, knowledge: Knowledge, mention: Mention) -> Iterator[Belonging]:
    """The countries and bodies that a mention names beside its head."""
    stop = min(mention.end, mention.head + 9)
    token = mention.start
    while token < stop:
        if token > mention.head and _leaves_phrase(parse, token, mention.head):
            return
        if (
            (parse.words[token][0].isupper() or parse.words[token][0] == "[")
            and parse.lower[token] != "the"
            and not _is_sent_to(parse, token, mention.start)
            and not tells_of_others(parse, token)
        ):
            for size in (5, 4, 3, 2, 1):
                if token + size > stop:
                    continue
                text = phrase_text(parse, token, token + size - 1)
                nation = knowledge.nation(text)
                if nation is not None and (
                    is_of_waters(parse, token, token + size - 1)
                    or (size == 1 and (is_first_name(parse, token) or is_of_longer_name(parse, token)))
                ):
                    break
                if nation is not None and not (token <= mention.head < token + size and mention.head != mention.start):
                    seated = parse.lower[token - 1] == "in" and parse.lemmas[mention.head].lower() in _SEATED
                    if nation.kind == "capital" and parse.lower[token - 1] in _LOCATIVE and not seated:
                        break
                    if _is_of_others(parse, token, token + size - 1, mention.head):
                        break
                    yield Belonging(nation.code, (), "nationality in the report", first=token)
                    token += size - 1  # "White House" tells of no House
                    break
                body = knowledge.organisation(text) if token != mention.head else None
                if body is not None and not (token <= mention.head < token + size):
                    if size == 1 and (_is_portfolio(parse, token) or names_another(parse, knowledge, token, body)):
                        break
                    yield Belonging(body.code, body.sector, f"belongs to {body.name}", body.common, token)
                    token += size - 1
                    break
        token += 1


def _is_portfolio(parse: Parse, token: int) -> bool:
    """ "Labour" in "Labour Minister" and "Ministry of Labour" is no party."""
    after = parse.lower[token + 1] if token + 1 < len(parse) else ""
    before = parse.lower[token - 2] if token > 1 and parse.lower[token - 1] in {"of", "for"} else ""
    return after in _WITH_FIELD or before in _WITH_FIELD


def names_another(parse: Parse, knowledge: Knowledge, token: int, body: Organisation) -> bool:
    """A plain word inside a longer name is not the body called so: "Sarawak Dawn Party", "the Republican Guard"."""
    above = parse.mention_at.get(parse.heads[token])
    is_party_of_name = "PTY" in body.sector and above is not None and above.type == "organization"
    if parse.words[token].isupper() or not (is_party_of_name or set(body.sector[:1]) & _PLAINLY_CALLED):
        return False
    return any(
        0 <= t < len(parse) and parse.upos[t] in {"PROPN", "NOUN"} and parse.words[t][0].isupper()
        and (parse.heads[t] == token or parse.heads[token] in {t, parse.heads[t]})
        and knowledge.nation(parse.words[t]) is None and knowledge.office(parse.words[t]) is None
        for t in (token - 1, token + 1)
    )  # fmt: skip


def stands_beside_state(parse: Parse, knowledge: Knowledge, mention: Mention) -> bool:
    """Whether a mention tells somebody as a country's ally, neighbour or adversary, whatever the country of them."""
    return any(
        _is_of_others(parse, token, token + size - 1, mention.head)
        and knowledge.nation(phrase_text(parse, token, token + size - 1)) is not None
        for token in range(mention.start, mention.end) if parse.words[token][0].isupper() and token != mention.head
        for size in (1, 2) if token + size <= mention.end
    )  # fmt: skip


def _is_of_others(parse: Parse, first: int, last: int, head: int) -> bool:
    """ "Oslo's allies", "an ally of Norway", "Norwegian adversaries": the country is not theirs."""
    lemma = parse.lemmas[head].lower()
    if lemma not in _BESIDE_STATES:
        return False
    if last + 1 < len(parse) and parse.lower[last + 1] in _POSSESSIVE:
        return True
    if first > head:
        return parse.lower[first - 1] == "of" or (parse.lower[first - 1] == "the" and parse.lower[first - 2] == "of")
    if any(owner < first for owner in parse.dependents(head, "nmod:poss")):
        return False  # "its Czech ally": whose they are is told before
    return lemma in _AGAINST_STATES or (lemma == "ally" and "Number=Plur" not in parse.features[head])


def is_of_longer_name(parse: Parse, token: int) -> bool:
    """ "Jersey" in "New Jersey", "Wales" in "New South Wales", "Americans" in "Central Americans"."""
    if token == 0:
        return False
    before = parse.words[token - 1]
    if before in _OF_CONTINENT and parse.lower[token].startswith("america"):
        return True
    if before == "-" and parse.lower[token] == "america":
        return True  # "Ibero-America"
    return before == "New" or tuple(parse.words[max(0, token - 2) : token]) == ("New", "South")


def tells_of_others(parse: Parse, token: int) -> bool:
    """A word for a nation that does not tell whose somebody is: "ethnic Serbs", "Turkish-backed", "Syrian-American".

    "People of Polish descent" neither: of eight annotated seven are of another country.
    """
    if token > 0 and parse.lower[token - 1] == "ethnic":
        return True
    if not _DESCENT.isdisjoint(parse.lower[token + 1 : token + 3]):
        return True
    if token + 2 >= len(parse) or parse.text[parse.ends[token] : parse.starts[token + 2]] != "-":
        return False
    return parse.lower[token + 2] in _TIED or (parse.upos[token] == "ADJ" and parse.words[token + 2] in _SETTLED)


def _is_sent_to(parse: Parse, token: int, start: int) -> bool:
    """An ambassador to a country is another's, and so is who works on it or against it: "adviser on Syria"."""
    before = token - 1 - (token > start and parse.lower[token - 1] == "the")
    return before >= start and parse.lower[before] in {"to", "on", "about", "against"}


def is_first_name(parse: Parse, head: int) -> bool:
    """A person's name goes on after the word, whatever country it also names: "Chad Wolf"."""
    mention = parse.mention_at.get(head)
    goes_on = any(c > head and parse.upos[c] == "PROPN" for c in parse.dependents(head, "flat"))
    return goes_on and (mention is None or mention.type == "person")


def names_waters(parse: Parse, token: int) -> bool:
    """What a sea or gulf is called by is nobody: "Japan" in "the Sea of Japan"."""
    return token > 1 and parse.lower[token - 1] == "of" and parse.lower[token - 2] in WATERS


def is_of_waters(parse: Parse, first: int, last: int) -> bool:
    """A country's word in another place's name is nobody's country: "Indian Ocean", "Gulf of Oman", "Niger State"."""
    after = parse.words[last + 1] if last + 1 < len(parse) else ""
    if after and first == last and _DIVISIONS.get(parse.lower[first]) == after.lower():
        return True
    return after.lower() in WATERS or after in _LOCAL or names_waters(parse, first)


def _leaves_phrase(parse: Parse, token: int, head: int) -> bool:
    """A clause begins, or what somebody named has or stands beside: "Mr. Otieno's work in Chad"."""
    if parse.relations[token] in {"acl:relcl", "acl", "advcl"} or parse.upos[token] in {"VERB", "AUX"}:
        return True
    named = parse.upos[head] == "PROPN"
    mention = parse.mention_at.get(head)
    if named and mention is not None and mention.type == "place" and parse.lower[token] in _BESIDE:
        return True
    return named and (parse.lower[token] in {"'s", "’s", "'", "’"} or parse.upos[token] == "CCONJ")


def is_location(parse: Parse, head: int) -> bool:
    """The word stands where a place is told, not an actor."""
    case = [parse.lower[c] for c in parse.children[head] if parse.relations[c] == "case"]
    if any(c in _LOCATIVE for c in case):
        return True
    relation = parse.relations[head].partition(":")[0]
    return (relation in {"appos", "nmod", "compound", "flat"} and not case) or parse.relations[head] == "nmod:unmarked"


def is_definite(parse: Parse, start: int, head: int) -> bool:
    """An article or possessive makes the mention definite."""
    return any(
        parse.lower[t] in {"the", "this", "that", "these", "those", "both", "his", "her", "its", "their"}
        for t in range(start, head)
    )


_PARTICLES = frozenset("al bin de von van der den del di du el la le ibn abu dos das da do y e ter ten zu".split())


def begins_name(parse: Parse, token: int) -> bool:
    """A name begins with a capital, a digit or a particle; "thug" in "thug Putin" is none of it."""
    word = parse.words[token]
    return not word[0].islower() or parse.lower[token] in _PARTICLES or not word.isalpha()


def joins_names(parse: Parse, a: int, b: int) -> bool:
    """Hyphens, stops, quotation marks and particles may stand inside a name."""
    return all(
        (parse.upos[t] == "PUNCT" and parse.words[t] != ",") or parse.lower[t] in _PARTICLES for t in range(a + 1, b)
    )


def phrase_text(parse: Parse, first: int, last: int) -> str:
    """The words' text without brackets, line breaks and marks that open no quotation or close none."""
    text = parse.text[parse.starts[first] : parse.ends[last]]
    if "\n" in text or "\xa0" in text:
        text = " ".join(text.split())
    text = text.replace("[", "").replace("]", "").strip(' "“”,-–')
    return text if text.count('"') % 2 == 0 and text.count("“") == text.count("”") else re.sub('["“”]', "", text)
