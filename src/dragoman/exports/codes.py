"""Countries and sectors in the codes of other data sets."""

import csv
from dataclasses import dataclass
from importlib.resources import files

from dragoman.knowledge import load_knowledge
from dragoman.types import Entity

# PLOVER's bodies without a country: CAMEO's code, and what ICEWS and people call them.
_BODIES = {
    "UNO": ("IGOUNO", "United Nations"), "EUR": ("IGOEUREEC", "European Union"),
    "IGO": ("IGO", "International Governmental Organization"), "NGO": ("NGO", "Non-Governmental Organization"),
    "MNC": ("MNC", "Multi-National Corporation"), "IMG": ("IMG", "Transnational Militarized Group"),
    "ISM": ("", "International Social Movement"),
}  # fmt: skip
_GROUPS = {"UNO": "UNO", "EUR": "EEC"}  # GDELT's codes for known groups
# Kosovo has no ISO 3166 code: GeoNames' is ours.
_CAMEO_COUNTRIES = {"XKX": "KSV"}
_PLOVER_COUNTRIES = {"XKX": "KOS"}
# Where CAMEO's role differs from PLOVER's sector of the same or another name (manual, chapter on actors); "" is none.
_CAMEO_ROLES = {"JRN": "MED", "MED": "HLH", "SOC": "CVL", "UNK": "", "PRE": "", "PRM": ""}
_ICEWS_SECTORS = {
    "GOV": "Government", "MIL": "Military", "COP": "Police", "JUD": "Judicial", "LEG": "Legislative / Parliamentary",
    "PRM": "Organized Violent", "PTY": "Parties", "REB": "Rebel", "SPY": "Government,Intelligence",
    "UAF": "Unidentified Forces", "UNK": "Unidentified", "AGR": "Agricultural", "BUS": "Business",
    "CRM": "Criminals / Gangs", "CVL": "General Population / Civilian / Social", "EDU": "Education", "ELI": "Elite",
    "JRN": "Media", "LAB": "Labor", "MED": "Medical / Health", "OPP": "Opposition", "PRE": "Separatists",
    "REF": "Refugees / Displaced", "REL": "Religious", "SOC": "Social",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoActor:
    """Somebody in CAMEO's codes: the whole ("FRAGOV"), and its parts; blank where there is none.

    `country` is blank for world bodies, `group` for all but the two that GDELT knows; `roles` are at most three.
    """

    code: str
    country: str
    group: str
    roles: tuple[str, ...]
    religion: str


class Codes:
    """Names and codes of countries, read once."""

    def __init__(self) -> None:
        """Read the packaged tables."""
        self._names = {nation.code: nation.name for nation in load_knowledge().nations.values()}
        self._cow: dict[str, str] = {}
        self._fips: dict[str, str] = {}
        with files("dragoman.exports").joinpath("countries.tsv").open(encoding="utf-8") as file:
            for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t", restval=""):
                self._cow[row["code"]], self._fips[row["code"]] = row["cow"], row["fips"]

    def name(self, country: str | None) -> str | None:
        """The English name of a country or of PLOVER's kind of body; the code itself where neither knows it.

        >>> Codes().name("FRA"), Codes().name("UNO")
        ('France', 'United Nations')
        """
        if country is None:
            return None
        return _BODIES[country][1] if country in _BODIES else self._names.get(country, country)

    def cow(self, country: str | None) -> str | None:
        """The number of a state in the Correlates of War project."""
        return self._cow.get(country or "") or None

    def fips(self, country: str | None) -> str | None:
        """The FIPS 10-4 code of a country."""
        return self._fips.get(country or "") or None

    def actor(self, entity: Entity | None) -> CameoActor:
        """An entity in CAMEO's codes.

        >>> Codes().actor(None).code
        ''
        """
        if entity is None:
            return CameoActor(code="", country="", group="", roles=(), religion="")
        place = entity.country or ""
        body = _BODIES.get(place, ("", ""))[0]
        country = "" if place in _BODIES else _CAMEO_COUNTRIES.get(place, place)
        roles = tuple(dict.fromkeys(filter(None, (_CAMEO_ROLES.get(code, code) for code in entity.sector))))
        types = tuple(role for role in roles if role != "REL")
        kinds = (body[:3], *types) if body else types
        return CameoActor(
            code=f"{country}{body}{''.join(roles)}", country=country, group=_GROUPS.get(place, ""), roles=kinds[:3],
            religion="REL" if "REL" in roles else "",
        )  # fmt: skip


def plover_country(country: str | None) -> str | None:
    """The code of a country or kind of body in PLOVER's own data."""
    return _PLOVER_COUNTRIES.get(country, country) if country else None


def icews_sectors(entity: Entity | None) -> str | None:
    """The sectors of an entity as ICEWS names them."""
    if entity is None:
        return None
    return ",".join(_ICEWS_SECTORS.get(code, code) for code in entity.sector) or None
