"""PLOVER's types as CAMEO codes: PLOVER's own table of conversion, read backwards."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from itertools import takewhile
from typing import NamedTuple

_GDELT_QUADS = {1: range(1, 6), 2: range(6, 9), 3: range(9, 14), 4: range(14, 21)}


class CameoCode(NamedTuple):
    """A CAMEO code of three or four digits with CAMEO's name for it ("0312", "Express intent to …")."""

    code: str
    name: str

    @property
    def base(self) -> str:
        """The code at three digits."""
        return self.code[:3]

    @property
    def root(self) -> str:
        """The two digits of the code's class."""
        return self.code[:2]

    @property
    def gdelt_quad(self) -> int:
        """GDELT's quad class, 1–4: verbal cooperation ends with 05, material conflict begins with 14."""
        return next(quad for quad, roots in _GDELT_QUADS.items() if int(self.root) in roots)

    @property
    def phoenix_quad(self) -> int:
        """Phoenix's quad class, 0–4: 01 and 02 are neutral, reduced relations (16) are verbal conflict."""
        if self.root in {"01", "02"}:
            return 0
        return 3 if self.root == "16" else self.gdelt_quad


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    code: str
    mode: str
    contexts: frozenset[str]
    is_typical: bool


class Cameo:
    """The table, by PLOVER type."""

    def __init__(self) -> None:
        """Read the packaged table."""
        self._rows: dict[str, list[_Row]] = {}
        self._names: dict[str, str] = {}
        with files("dragoman.codebook").joinpath("plover/cameo.tsv").open(encoding="utf-8") as file:
            for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t", restval=""):
                self._names[row["code"]] = row["name"]
                contexts = frozenset(filter(None, row["contexts"].split(";")))
                self._rows.setdefault(row["type"], []).append(
                    _Row(code=row["code"], mode=row["mode"], contexts=contexts, is_typical=row["typical"] == "1")
                )

    def code(self, type: str, mode: Iterable[str] = (), context: Iterable[str] = ()) -> CameoCode | None:
        """The most specific code that type, modes and contexts bear out; None for a type that is not PLOVER's.

        Where several codes fit alike it is the one marked typical, else what they have in common.

        >>> Cameo().code("AID", context=["military"])
        CameoCode(code='072', name='Provide military aid')
        >>> Cameo().code("SUPPORT", context=["diplomatic"]).code
        '050'
        """
        rows = self._rows.get(type)
        if rows is None:
            return None
        plain = [row for row in rows if not row.mode]
        general = [row for row in plain if not row.contexts] or rows
        root = min(row.code for row in general)[:2]
        modes = set(mode)
        # A mode that has its own codes wins over contexts: without a context that fits, all its codes fit.
        of_mode = [row for row in rows if row.mode in modes]
        fitting = _fit(of_mode, frozenset(context), of_mode) or _fit(plain, frozenset(context), [])
        return self._named(_common([row.code for row in fitting], root))

    def _named(self, code: str) -> CameoCode:
        return CameoCode(code, self._names.get(code) or self._names[f"{code[:2]}0"])


def _fit(rows: list[_Row], contexts: frozenset[str], otherwise: list[_Row]) -> list[_Row]:
    """The rows all of whose contexts the event has, those with most first; `otherwise` if there is none."""
    found = [row for row in rows if row.contexts <= contexts]
    most = max((len(row.contexts) for row in found), default=0)
    found = [row for row in found if len(row.contexts) == most] or otherwise
    return [row for row in found if row.is_typical][:1] or found


def _common(codes: list[str], root: str) -> str:
    """The longest code that all codes lie under.

    >>> _common(["1041", "1042"], "10"), _common(["0311", "0331"], "03")
    ('104', '030')
    """
    shared = "".join(digits[0] for digits in takewhile(lambda digits: len(set(digits)) == 1, zip(*codes, strict=False)))
    if len(shared) >= 3:
        return shared
    return f"{shared if len(shared) == 2 else root}0"
