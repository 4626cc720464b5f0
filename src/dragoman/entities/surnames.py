"""Whether a bare surname is a woman's or a man's, from the full name that the report gives somewhere."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dragoman.entities.profile import Profile


def tell_genders(profiles: Sequence[Profile]) -> list[Profile]:
    """The profiles, bare surnames with the gender that all bearers of that surname have whom the report names in full.

    A heading has the surname first: "Brandt accuses the press of lying about him" is not of Ada Brandt.
    """
    of_name: dict[str, set[str | None]] = defaultdict(set)
    for p in profiles:
        if _is_name(p) and " " in p.name:
            of_name[_surname(p)].add(p.gender)
    found = []
    for p in profiles:
        genders = of_name.get(_surname(p), set()) if _is_name(p) and " " not in p.name and p.gender is None else set()
        found.append(replace(p, gender=next(iter(genders))) if len(genders) == 1 else p)
    return found


def _is_name(p: Profile) -> bool:
    return p.named and p.kind == "person"


def _surname(p: Profile) -> str:
    return p.name.lower().rpartition(" ")[2]
