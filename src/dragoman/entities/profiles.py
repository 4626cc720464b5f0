"""What a mention's own words tell: kind, name, country, sector and office, each with its reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

from dragoman.entities.cases import find_cases
from dragoman.entities.coordinated_names import find_coordinated_names
from dragoman.entities.counted import find_counted
from dragoman.entities.documents import find_documents
from dragoman.entities.halves import find_halves
from dragoman.entities.known import country_profile, known_name
from dragoman.entities.nations import nations_before
from dragoman.entities.own_names import with_own_names
from dragoman.entities.phrases import (
    SKIPPED,
    WATERS,
    begins_name,
    core_of,
    is_definite,
    is_first_name,
    is_of_longer_name,
    is_of_waters,
    joins_names,
    longest_office,
    names_another,
    names_waters,
    phrase_text,
    stands_beside_state,
    whole_name,
)
from dragoman.entities.profile import MAX_PHRASE, OF_BODIES, Profile
from dragoman.entities.whose import tell_country
from dragoman.knowledge import Knowledge, Person
from dragoman.language.parse import Mention, Parse
from dragoman.types import NO_COUNTRY

__all__ = ["OF_SEVERAL", "Profile", "profile_mentions"]

_PERSON_WORDS = frozenset("mr mr. mrs mrs. ms ms. miss sir lady lord dr dr. dame".split())
_FEMALE = frozenset(
    "mrs mrs. ms ms. miss lady dame spokeswoman queen congresswoman chairwoman princess woman she her hers wife "
    "mother girl daughter sister grandmother aunt niece widow nun businesswoman policewoman actress mum mom".split()
)
_MALE = frozenset(
    "mr mr. sir lord spokesman king congressman chairman prince man he him his husband father boy son brother "
    "grandfather uncle nephew widower monk businessman policeman gunman fisherman actor dad".split()
)
_BODY_WORDS = frozenset(
    "ministry government army navy police parliament party council agency court embassy department force forces "
    "commission committee union group front movement organization organisation association league company bank "
    "newspaper news television radio university institute congress senate administration guard authority service "
    "military federation alliance coalition bureau office foundation society network campaign guards assembly "
    "command corps church".split()
)
# What stands before people and governments of several countries: 98 of 111 such names in the corpus's training split
# have no country, with "foreign" only if they are no fighters and no charities.
OF_SEVERAL = "of several countries, which the report does not name"
_OF_SEVERAL = frozenset(
    "western european african asian gulf baltic balkan nordic scandinavian caribbean pacific latin world donor".split()
)
# "Foreign ministry officials" are of one country, foreign officials of several.
_ABROAD = frozenset("affairs aid exchange minister ministry office policy relations secretary service trade".split())
_BANDED = frozenset(("REB", "UAF", "SOC"))
_JOINT = frozenset("led international multinational global allied".split())  # "Saudi-led coalition"
LAST_OFFICE = "last office in the table of office-holders"
# Charities are of no country, whosever name they bear: 27 of 34 told by a nationality in the corpus.
_OF_NO_COUNTRY = frozenset(("charity",))
# Whoever sits there acts for the Union, whatever their nationality: 17 of 21 in the corpus.
_OF_THE_UNION = frozenset(("mep", "meps", "member of the european parliament", "members of the european parliament"))
# Of nine in the corpus five are the United Nations', four another organisation's, which their own words tell.
_OF_THE_UNITED_NATIONS = frozenset(("rapporteur",))
_GOODS = frozenset("abstract object plant substance".split())
_SENT = frozenset("ambassador envoy representative".split())
_OF_NAMES = frozenset("flat appos nmod".split())  # how a name hangs on the noun before it
_PAIRED = frozenset("both two warring".split())
_IS_ACT = 0.3  # a word likelier a trigger than that is nobody


def profile_mentions(parse: Parse, knowledge: Knowledge, on: date | None) -> list[Profile]:
    """Profiles of all mentions that can speak or act, in text order, nationality adjectives of acts included."""
    found: dict[int, Profile] = {}
    for head, mention in parse.mention_at.items():
        profile = _profile(parse, knowledge, mention, on)
        if profile is not None:
            found[head] = profile
    whose = {
        t: p for p in found.values() if p.named and p.kind == "person"
        for t in range(p.first, p.last + 1) if parse.words[t] in p.name.split()
    }  # fmt: skip
    for token, upos in enumerate(parse.upos):
        if token in found or upos not in {"ADJ", "PROPN", "NOUN"}:
            continue
        profile = _loose(parse, knowledge, token, found, on)
        if profile is not None and profile.kind == "person" and token in whose:  # the tree parts title and name
            profile = replace(whose[token], head=token, first=profile.first, last=profile.last)
        if profile is not None:
            found[token] = profile
    for token in [*_pointed_at(parse, found), *find_documents(parse, found)]:
        profile = _profile(parse, knowledge, _noun_phrase(parse, token), on)
        if profile is not None:
            found[token] = profile
    found |= {p.head: p for p in find_coordinated_names(parse, knowledge)}
    found |= {p.head: p for p in find_halves(parse, knowledge)}
    found |= {p.head: p for p in find_counted(parse, found)}
    inside = {
        t for p in found.values() if p.named and p.kind in {"person", "body"}
        for t in range(p.first, p.last + 1) if t != p.head and p.first <= parse.heads[t] <= p.last
    }  # fmt: skip
    inside |= {
        t for p in found.values() if p.office and not p.named
        for t in range(p.head + 1, p.last + 1) if t in found and found[t].kind == "group"
    }  # fmt: skip  # "State" in "the Secretary of State"
    inside |= {t for p in found.values() if p.nations for t in range(p.first, p.head)}  # "Lao" in "Thai and Lao boats"
    inside |= find_cases(parse)
    kept = [found[h] for h in sorted(found) if h not in inside and not _tells_whose(parse, knowledge, h, found)]
    return with_own_names(parse, knowledge, kept)


def _tells_whose(parse: Parse, knowledge: Knowledge, token: int, found: Mapping[int, Profile]) -> bool:
    """A nationality before people or a body is no party of its own: "Tajik border guards"."""
    if parse.heads[token] not in found or parse.relations[token] not in {"amod", "compound"}:
        return False
    if any(parse.dependents(token, "conj")):
        return False  # "Kyrgyz and Tajik officers" are two groups
    return found[token].first == found[token].last == token and _is_nationality(parse, knowledge, token)


def _pointed_at(parse: Parse, found: Mapping[int, Profile]) -> list[int]:
    """Heads of phrases that the model takes for somebody who acts or speaks, and that nothing marked as a mention."""
    if parse.acts is None:
        return []
    likely = parse.acts.pointed_at()
    heads = []
    for token in sorted(likely):
        above = parse.heads[token]
        if token in found or above in likely or parse.upos[token] not in {"NOUN", "PROPN", "NUM", "PRON"}:
            continue
        if parse.acts.trigger[token].max() >= _IS_ACT or parse.lower[token] in WATERS:
            continue
        if _are_goods(parse, token, found):
            continue
        if above in found and parse.relations[token].partition(":")[0] in {"flat", "compound", "amod"}:
            continue
        heads.append(token)
    return heads


def _are_goods(parse: Parse, token: int, found: Mapping[int, Profile]) -> bool:
    """ "Korean steel", "U.S. almonds": what is theirs, of whom the nationality before tells."""
    mention = parse.mention_at.get(token)
    if mention is None or mention.type not in _GOODS:
        return False
    return any(c in found and found[c].kind == "country" for c in parse.dependents(token, "amod", "compound"))


def _noun_phrase(parse: Parse, head: int) -> Mention:
    """A mention of the words before and after a head that belong to its noun phrase."""
    first = last = head
    below = set(parse.subtree(head))
    while first - 1 in below and (
        parse.words[first - 1] == "-" or parse.relations[first - 1] not in {"punct", "case", "cc"}
    ):
        first -= 1
    while last + 1 in below and parse.relations[last + 1] not in {"punct", "acl:relcl"}:
        last += 1
    return Mention(first, last + 1, head, "organization" if _is_thing(parse, head) else "person", -1)


def _profile(parse: Parse, knowledge: Knowledge, mention: Mention, on: date | None) -> Profile | None:
    head = mention.head
    word = parse.lower[head]
    upos = parse.upos[head]
    if upos == "PRON" or (upos == "DET" and word in {"both", "these", "those", "this", "that"}):
        return _pronoun(parse, mention)
    if upos not in {"PROPN", "NOUN", "ADJ", "NUM", "X", "DET"} or names_waters(parse, head):
        return None
    if word == "two" and is_definite(parse, mention.start, head):
        return Profile(
            head=head, first=head, last=head, kind="group", name="the two", key="the two", plural=True, definite=True,
            chain=mention.chain, reason="the two named before",
        )  # fmt: skip
    mention = _with_nationality(parse, knowledge, mention)
    first, last = whole_name(parse, knowledge, mention) or core_of(parse, mention)
    if upos == "PROPN" and parse.upos[first] == "PRON" and first < head:
        first += 1  # "his Republican Front" is called Republican Front
    profile = Profile(
        head=head, first=first, last=last, kind="group", name=phrase_text(parse, first, last), key="",
        chain=mention.chain,
        plural="Number=Plur" in parse.features[head], definite=is_definite(parse, mention.start, head),
        named=upos == "PROPN",
    )  # fmt: skip
    known = known_name(parse, knowledge, profile, mention)
    if known is not None:
        return known
    title = longest_office(parse, knowledge, profile.first, profile.last)
    titled = _titled(parse, knowledge, profile, mention, title, on)
    found = titled or _by_noun(parse, knowledge, profile, mention, title)
    if found is not None and title is not None and phrase_text(parse, *title).lower() in _OF_THE_UNION:
        found.country, found.reason = "EUR", "member of the European Parliament"
    if found is not None and found.country not in NO_COUNTRY and _is_of_the_united_nations(parse, knowledge, head):
        found.country, found.reason = "UNO", "rapporteurs are the United Nations' unless the report tells whose"
    return found


def _is_of_the_united_nations(parse: Parse, knowledge: Knowledge, head: int) -> bool:
    """ "The Special Rapporteur on Belarus", not "the OAS rapporteur"."""
    others = (knowledge.organisation(parse.words[c]) for c in parse.children[head])
    return parse.lemmas[head].lower() in _OF_THE_UNITED_NATIONS and not any(others)


def _with_nationality(parse: Parse, knowledge: Knowledge, mention: Mention) -> Mention:
    """The mention with a bracketed or bare nationality that stands right before it: "[Kenyan] President Otieno"."""
    first = mention.start
    while first > 0 and (parse.words[first - 1] in {"[", "]"} or _is_nationality(parse, knowledge, first - 1)):
        first -= 1
    return mention if first == mention.start else replace(mention, start=first)


def _is_nationality(parse: Parse, knowledge: Knowledge, token: int) -> bool:
    if parse.upos[token] not in {"ADJ", "PROPN"} or not parse.words[token][0].isupper():
        return False
    nation = knowledge.nation(parse.words[token])
    return nation is not None and nation.kind == "adjective"


def _loose(
    parse: Parse, knowledge: Knowledge, token: int, found: dict[int, Profile], on: date | None
) -> Profile | None:
    """A word outside every mention that stands for a country or a known body: "Russian invasion", "NATO-led"."""
    word = parse.words[token]
    if not word[0].isupper():
        return _bare_role(parse, knowledge, token)
    part = is_of_waters(parse, token, token) or is_first_name(parse, token) or is_of_longer_name(parse, token)
    nation = None if part else knowledge.nation(word)
    above = parse.heads[token]
    if nation is not None and nation.kind != "capital":
        if parse.upos[token] == "ADJ" and (parse.upos[above] == "PROPN" or above in found):
            return None
        return country_profile(nation.code, nation.name, nation.identifier, token, token, token)
    body = knowledge.organisation(word)
    if body is not None and names_another(parse, knowledge, token, body):
        return None
    if (
        body is None
        and parse.upos[token] == "PROPN"
        and parse.relations[token].partition(":")[0] not in {"flat", "compound", "nmod", "amod"}
    ):
        return _unmarked_name(parse, knowledge, token, on)
    if body is not None and parse.relations[token] != "flat" and parse.upos[token] != "ADJ":
        return Profile(
            head=token,
            first=token,
            last=token,
            kind="body",
            name=body.name,
            key=body.name.lower(),
            named=True,
            country=body.code,
            sector=body.sector,
            identifier=body.identifier,
            reason="table of organisations",
            definite=True,
        )
    return None


def _unmarked_name(parse: Parse, knowledge: Knowledge, token: int, on: date | None) -> Profile | None:
    """A name with a title that the model marked as no mention: "French Foreign Minister Catherine Colonna"."""
    if _is_thing(parse, token):
        return None
    first = token
    while (
        first > 0
        and parse.heads[first - 1] in range(first - 1, token + 1)
        and parse.upos[first - 1] in {"PROPN", "ADJ", "NOUN"}
    ):
        first -= 1
    if first == token and not any(parse.relations[c] == "flat" for c in parse.children[token]):
        return None
    last = max([token, *parse.dependents(token, "flat")])
    while last + 2 < len(parse) and parse.text[parse.ends[last] : parse.starts[last + 2]] == "-":
        last += 2  # "Akufo-Addo"
    while last + 1 < min(len(parse), token + MAX_PHRASE) and parse.upos[last + 1] not in {"PUNCT", "CCONJ", "VERB"}:
        last += 1
    mention = Mention(first, last + 1, token, "person", -1)
    return _profile(parse, knowledge, mention, on)


def _is_thing(parse: Parse, token: int) -> bool:
    """A place, a day, a work or an occasion by the model's mention of it."""
    mention = parse.mention_at.get(token)
    return mention is not None and mention.type not in {"person", "organization"}


def _bare_role(parse: Parse, knowledge: Knowledge, token: int) -> Profile | None:
    """A role noun that the model marked as no mention, where it is subject or object."""
    if parse.upos[token] != "NOUN" or parse.relations[token].partition(":")[0] not in {"nsubj", "obj", "obl", "iobj"}:
        return None
    if knowledge.role(parse.lemmas[token]) is None and knowledge.office(parse.lemmas[token]) is None:
        return None
    mention = Mention(token, token + 1, token, "person", -1)
    return _profile(parse, knowledge, mention, None)


def _pronoun(parse: Parse, mention: Mention) -> Profile:
    word = parse.lower[mention.head]
    gender = "f" if word in _FEMALE else "m" if word in _MALE else "n" if word in {"it", "its", "itself"} else None
    plural = word in {"they", "them", "their", "theirs", "themselves", "both", "these", "those", "we", "us", "our"}
    return Profile(
        head=mention.head, first=mention.start, last=mention.end - 1, kind="pronoun", name=word, key=word,
        gender=gender, plural=plural, chain=mention.chain, reason="pronoun",
    )  # fmt: skip


def _titled(
    parse: Parse, knowledge: Knowledge, p: Profile, mention: Mention, title: tuple[int, int] | None, on: date | None
) -> Profile | None:  # fmt: skip
    """A person by title and name: "French Foreign Minister Catherine Colonna", "Mr. Assad", "Karen Donfried"."""
    if title is not None and _names_behind_posting(parse, p, mention):
        p.last = mention.end - 1
    words = list(range(p.first, p.last + 1))
    honorific = any(parse.lower[t] in _PERSON_WORDS for t in words)
    told = p.first - 1 if title is None else _last_of_whose(parse, knowledge, title[1], p.last)
    rest = [t for t in words if t > told]
    names = [
        t
        for t in rest
        if parse.upos[t] == "PROPN" and parse.lower[t] not in _PERSON_WORDS and parse.words[t] not in SKIPPED
    ]
    stop = next((t for t in words if names and t > names[0] and parse.lower[t] in {"of", "for", "from", "in"}), None)
    if stop is not None and p.head < stop:
        names = [t for t in names if t < stop]
        joined = next((t for t in words if t > stop and parse.lower[t] == "and"), None)
        beside = None if joined is None else parse.mention_at.get(joined + 1)
        if joined is not None and beside is not None and beside.type == "person":
            p.last = joined - 1  # "Presidents Ann Diaz of Peru and Kofi Adu of Togo"
    while len(names) > 1 and any(b - a > 1 and not joins_names(parse, a, b) for a, b in pairwise(names)):
        names = names[1:]
    while len(names) > 1 and not begins_name(parse, names[0]) and any(parse.words[t][0].isupper() for t in names):
        names = names[1:]
    person_like = mention.type == "person" or title is not None or honorific
    if not names or not person_like:
        return None
    if parse.upos[p.head] == "NOUN" and (title is None or not title[0] <= p.head <= title[1]):
        role = _role_phrase(parse, knowledge, p)
        if role is None or names[0] != p.head + 1 or parse.relations[names[0]].partition(":")[0] not in _OF_NAMES:
            return None  # "Tajik border guards"
        p.sector = p.sector or knowledge.role(role) or ()  # "pediatrician Irwin Redlener"
    if parse.lemmas[names[-1]].lower() in _BODY_WORDS or parse.lower[names[-1]] in _BODY_WORDS:
        return None
    while len(names) > 2 and title is None and (work := knowledge.role(parse.lower[names[0]])) is not None:
        p.sector, names = p.sector or work, names[1:]  # "Paediatrician Irene Castell"
    while len(names) > 1 and title is None and not is_first_name(parse, names[0]):
        if knowledge.nation(parse.words[names[0]]) is None:
            break
        names = names[1:]
    p.kind, p.named, p.definite = "person", True, True
    p.name = " ".join(parse.text[parse.starts[names[0]] : parse.ends[names[-1]]].split())
    p.key = parse.lower[names[-1]]
    p.gender = next((g for t in words for g, s in (("f", _FEMALE), ("m", _MALE)) if parse.lower[t] in s), None)
    p.gender = p.gender or knowledge.gender(p.name)
    _add_office(parse, knowledge, p, title)
    if p.country is None:
        tell_country(parse, knowledge, p, mention)
    known = knowledge.person(p.name, on)
    if known is not None and p.country in {None, known.country} and _may_hold(p, known):
        if p.reason == "not told":
            p.reason = LAST_OFFICE if (known.office or "").startswith("former ") else "table of office-holders"
        p.country, p.office, p.identifier = known.country, p.office or known.office, known.identifier
        p.sector = p.sector or known.sector
    return p


def _names_behind_posting(parse: Parse, p: Profile, mention: Mention) -> bool:
    """ "US Ambassador to Armenia Ann Diaz": the phrase ends in a name that hangs on the title without a preposition."""
    after = p.last + 1
    if parse.lemmas[p.head].lower() not in _SENT or after >= mention.end or parse.lower[after] not in {"to", "for"}:
        return False
    last = mention.end - 1
    first = parse.heads[last] if parse.relations[last] == "flat" else last
    named = parse.upos[last] == parse.upos[first] == "PROPN" and first > after + 1
    return (
        named and parse.heads[first] == p.head and parse.words[first - 1] not in {"and", "the", "of", "to", "for", ","}
    )


def _last_of_whose(parse: Parse, knowledge: Knowledge, last: int, stop: int) -> int:
    """The last word of a title and of whose it is: "President of the United States" before a name."""
    while last + 1 < stop and parse.lower[last + 1] in {"of", "for", "to"}:
        first = last + 3 if parse.lower[last + 2] == "the" else last + 2
        ends = [m.end - 1 for m in parse.mentions if m.start in {last + 2, first} and m.type not in {"person", "time"}]
        ends += [
            end for end in range(first, min(stop, first + MAX_PHRASE) + 1)
            for words in (phrase_text(parse, first, end),) if knowledge.nation(words) or knowledge.organisation(words)
        ]  # fmt: skip
        if not ends and parse.relations[first].startswith("nmod") and parse.heads[first] <= last:
            ends = [first]
        if not ends:
            break
        last = min(max(ends), stop)
    return last


def _may_hold(p: Profile, known: Person) -> bool:
    """Whether who has the title told may be the known bearer of the name: a police lieutenant is no namesake."""
    if p.office is None or p.country is None:
        return True
    return known.office is None or known.office.startswith("former ") or bool(set(p.sector) & set(known.sector))


def _add_office(parse: Parse, knowledge: Knowledge, p: Profile, title: tuple[int, int] | None) -> None:
    if title is None:
        for child in parse.dependents(p.head, "appos", "nmod:desc"):
            a = child
            while (
                a > 0
                and parse.heads[a - 1] == child
                and parse.relations[a - 1].partition(":")[0] in {"compound", "amod"}
            ):
                a -= 1
            below = max(parse.subtree(child))
            title = longest_office(parse, knowledge, a, min(below, a + MAX_PHRASE))
            if title is not None:
                inner = Mention(min(parse.subtree(child)), below + 1, child, "person", -1)
                tell_country(parse, knowledge, p, inner)
                break
    if title is not None:
        office = knowledge.office(phrase_text(parse, *title))
        if office is not None:
            prefix = "former " if _is_former(parse, knowledge, title[0]) else ""
            p.office, p.sector = prefix + office.title, ("ELI",) if prefix else office.sector
            if office.title in OF_BODIES:
                p.sector = _sector_of_body(parse, knowledge, title[1], p.sector)
            p.reason = "title in the report"


def _sector_of_body(parse: Parse, knowledge: Knowledge, last: int, sector: tuple[str, ...]) -> tuple[str, ...]:
    """The sector of the named body that a title ending at a word is held in, "Harbor Watch" after "president of"."""
    held_in = next((c for c in parse.dependents(last, "nmod") if c > last + 1 and parse.lower[last + 1] == "of"), None)
    mention = None if held_in is None else parse.mention_at.get(held_in)
    if held_in is None or mention is None or parse.upos[held_in] != "PROPN" or mention.type == "place":
        return sector
    first, end = core_of(parse, mention)
    name = phrase_text(parse, first, end)
    if knowledge.nation(name) is not None:
        return sector
    body = knowledge.organisation(name)
    return body.sector if body is not None else knowledge.role(parse.lemmas[held_in].lower()) or ()


def _is_former(parse: Parse, knowledge: Knowledge, first: int) -> bool:
    """ "Former" stands before the title, or before the nationality that does: "former Peruvian president"."""
    while first > 0 and parse.words[first - 1][0].isupper() and knowledge.nation(parse.words[first - 1]) is not None:
        first -= 1
    return first > 0 and parse.lower[first - 1] == "former"


def _by_noun(
    parse: Parse, knowledge: Knowledge, p: Profile, mention: Mention, title: tuple[int, int] | None
) -> Profile | None:  # fmt: skip
    """A body or group by its noun: "the Armenian Foreign Ministry", "protesters", "the minister"."""
    lemma = parse.lemmas[p.head].lower()
    phrase = _role_phrase(parse, knowledge, p)
    sector = knowledge.role(phrase) if phrase else None
    if sector is None and title is not None:
        office = knowledge.office(phrase_text(parse, *title))
        sector = office.sector if office else None
    if sector is None and lemma.endswith("s"):
        sector = knowledge.role(lemma.removesuffix("s"))
    if sector is None:
        if parse.upos[p.head] == "PROPN" and mention.type in {"person", "organization"}:
            p.kind, p.key, p.named = ("person" if mention.type == "person" else "body"), parse.lower[p.last], True
            p.key = p.key if p.kind == "person" else p.name.lower()
            tell_country(parse, knowledge, p, mention)
            return p
        is_party = mention.type in {"person", "organization"} or _are_sides(parse, p) or _is_office(parse, p)
        if not is_party or parse.upos[p.head] in {"DET", "VERB", "NUM"}:
            return None
        sector = ()
    p.sector = sector
    capital = parse.words[p.head][0].isupper() and parse.upos[p.head] == "PROPN"
    p.named = capital and p.first != p.head
    is_body = lemma in _BODY_WORDS or lemma.endswith("ministry")
    p.kind = "body" if is_body else "group"
    p.key = lemma
    p.gender = None if p.plural else "f" if lemma in _FEMALE else "m" if lemma in _MALE else None
    if title is not None and not p.plural and not is_body and title[0] <= p.head <= title[1]:
        office = knowledge.office(phrase_text(parse, *title))
        p.kind, p.office = "person", office.title if office else None
        if p.office in OF_BODIES:
            p.sector = _sector_of_body(parse, knowledge, title[1], p.sector)
        p.key = f"office {p.office}"
        p.named = False  # "the U.S. Secretary of State" may be called by a name yet
    elif knowledge.office(lemma) is not None and not p.plural and not is_body:
        office = knowledge.office(lemma)
        p.kind, p.office, p.key = "person", office.title if office else None, f"office {lemma}"
    p.reason = "role in the report"
    tell_country(parse, knowledge, p, mention)
    if is_body:
        p.key = p.name.lower()
    before = {parse.lower[t] for t in range(p.first, p.head)}
    is_foreign = (
        lemma != "minister"
        and not set(sector) & _BANDED
        and any(parse.lower[t] == "foreign" and parse.lower[t + 1] not in _ABROAD for t in range(p.first, p.head))
    )
    if p.plural and (is_foreign or (p.country is None and before & _OF_SEVERAL)):
        p.country, p.reason = None, OF_SEVERAL
    if p.country is None and stands_beside_state(parse, knowledge, mention):
        p.reason = OF_SEVERAL
    p.nations = nations_before(parse, knowledge, p)
    if lemma in _OF_NO_COUNTRY and p.country is not None:
        p.country, p.reason = "NGO", "a charity"
    if lemma == "coalition" and _JOINT & {w for t in range(p.first, p.head) for w in parse.lower[t].split("-")}:
        p.country, p.sector, p.reason = "IGO", ("MIL",), "a coalition of several states"
    if p.country and lemma in {"government", "authority", "regime"} and len(p.country) == 3:
        p.kind, p.key, p.sector = "country", p.country, ("GOV",)
        p.identifier = next((n.identifier for n in knowledge.nations.values() if n.code == p.country), None)
    return p


def _are_sides(parse: Parse, p: Profile) -> bool:
    """ "Met both sides", "on the two sides": parties, whatever the model takes them for."""
    before = parse.lower[max(0, p.first - 1) : p.head]
    return parse.lemmas[p.head] == "side" and p.plural and not _PAIRED.isdisjoint(before)


def _is_office(parse: Parse, p: Profile) -> bool:
    """ "His office said", "the mayor's press office denied": who works there, whatever the model takes it for."""
    acts = parse.relations[p.head].startswith("nsubj") or parse.relations[p.head] == "obl:agent"
    return parse.lemmas[p.head] == "office" and acts and any(parse.dependents(p.head, "nmod:poss"))


def _role_phrase(parse: Parse, knowledge: Knowledge, p: Profile) -> str | None:
    lemma = parse.lemmas[p.head].lower()
    for first in range(max(p.first, p.head - 2), p.head):
        phrase = " ".join([*parse.lower[first : p.head], lemma])
        if knowledge.role(phrase) is not None:
            return phrase
    if knowledge.role(lemma) is not None:
        return lemma
    lower = parse.lower[p.head]
    return lower if knowledge.role(lower) is not None else None
