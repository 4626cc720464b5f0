"""What an office's own release calls itself: "the Ministry" is the author, "the Government" the author's."""

from collections.abc import Sequence

from dragoman.entities.known import country_profile
from dragoman.entities.profile import Profile
from dragoman.entities.publisher import Publisher
from dragoman.knowledge import Knowledge
from dragoman.language.parse import Parse
from dragoman.quotations import find_quotations

BY_THE_AUTHOR = "author of the release"
_OFFICES = frozenset("ministry department embassy commission delegation council command office".split())


def bind_author(parse: Parse, knowledge: Knowledge, profiles: Sequence[Profile], publisher: Publisher) -> list[Profile]:
    """The profiles, with whom a bare "the Ministry" or "the Government" means told where it is the author's own word.

    A quotation is somebody else's voice.
    """
    if publisher.author is None:
        return list(profiles)
    quoted = find_quotations(parse)
    told_of = {parse.lemmas[p.head].lower() for p in profiles if p.kind == "body" and not _is_bare(p)}
    own = set(publisher.author.lower().split()) & _OFFICES
    found = []
    for p in profiles:
        noun = parse.lemmas[p.head].lower()
        written_as_name = parse.words[p.head][0].isupper()
        if not _is_bare(p) or any(s <= parse.starts[p.head] < e for s, e in quoted):
            found.append(p)
        elif noun in own and (written_as_name or noun not in told_of):
            found.append(_as_author(p, publisher))
        elif noun == "government" and publisher.is_national and written_as_name:
            found.append(_as_state(p, knowledge, str(publisher.country)))
        else:
            if noun in _OFFICES and written_as_name:
                p.country, p.reason = publisher.country, BY_THE_AUTHOR
            found.append(p)
    return found


def _is_bare(p: Profile) -> bool:
    """ "The Ministry", and nothing that tells which."""
    return p.kind == "body" and p.definite and p.country is None and p.first == p.head == p.last


def _as_author(p: Profile, publisher: Publisher) -> Profile:
    p.name = str(publisher.author)
    p.key, p.country, p.sector = p.name.lower(), publisher.country, p.sector or ("GOV",)
    p.named, p.reason = True, BY_THE_AUTHOR
    return p


def _as_state(p: Profile, knowledge: Knowledge, code: str) -> Profile:
    nation = next(n for n in knowledge.nations.values() if n.code == code)
    return country_profile(code, nation.name, nation.identifier, p.head, p.first, p.last, chain=p.chain)
