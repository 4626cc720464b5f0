"""Write the tables that exports translate by: `python training/codes.py --shared ../shared`.

Two tables of facts: country codes of other data sets (src/dragoman/exports/countries.tsv) from
datasets/country-codes and CountryInfo.txt, and the CAMEO codes that PLOVER took over
(src/dragoman/codebook/plover/cameo.tsv) from CAMEO2PLOVER-2021.txt, with the modes of PLOVER 2.0.
"""

import argparse
import csv
import re
from collections.abc import Iterator
from pathlib import Path

COUNTRIES = Path("src/dragoman/exports/countries.tsv")
CAMEO = Path("src/dragoman/codebook/plover/cameo.tsv")

# States whose number CountryInfo.txt lacks or has under a neighbour; from the Correlates of War list of states.
_COW = {
    "BRN": "835", "COG": "484", "CSK": "315", "GIN": "438", "GNB": "404", "PNG": "910", "SRB": "345", "SSD": "626",
    "USA": "2", "YUG": "345",
}  # fmt: skip
_FIPS = {"SRB": "RI", "XKX": "KV"}  # one cell for two countries in the source
_CODES = {"KSV": "XKX", "TMP": "TLS"}  # CountryInfo's codes in ours

# Modes of the 2021 table that PLOVER 2.0 no longer has, and what stands for them there.
_MODES = {
    "ban": "restrict", "political": "restrict", "assassinate": "targeted", "ease": "", "return": "",
    "massacre": None, "cleansing": None, "pro_autocracy": None,
}  # fmt: skip
_CONTEXTS = {"democracy": "pro_democracy", "humanitarian": "human_security"}
# Codes with a mode of their own in 2.0; "host" is the visit as its recipient has it.
_NEW_MODES = {"043": "host", "1721": "censor", "1712": "destroy", "195": "aerial"}
# Rows for what 2.0 has beside the 2021 table: code, type, mode, contexts, typical.
_ADDED = (
    ("030", "AGREE", "", "", ""), ("080", "RETREAT", "", "", ""), ("087", "RETREAT", "withdraw", "", ""),
    ("143", "PROTEST", "strike", "", ""),
    # What is withdrawn or discontinued, relations or aid, only a context tells.
    ("160", "SANCTION", "discontinue", "", ""), ("160", "SANCTION", "withdraw", "", ""),
    ("116", "SANCTION", "convict", "", ""), ("112", "ACCUSE", "allege", "", ""),
    ("163", "COERCE", "restrict", "economic", ""), ("175", "ASSAULT", "crowd-control", "", ""),
    ("182", "ASSAULT", "primitive", "", ""), ("195", "ASSAULT", "drone", "", ""), ("110", "ACCUSE", "", "", ""),
)  # fmt: skip
# Of several codes that fit alike, the one that says what the mode says; without it only their common root is sure.
_TYPICAL = frozenset("106 125 143 153 154 161 171 172 181 186".split())
# Not every assault in the contexts of war and law breaks a ceasefire.
_LEFT_OUT = frozenset(("196",))
_SLIPS = {"Apolgize": "Apologize", "Ostruct": "Obstruct", "adminstrative": "administrative", "REQUEST": "Demand"}


def main() -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared: Path = parser.parse_args().shared
    ours = _first_cells(Path("src/dragoman/knowledge/countries.tsv"))
    fips = _fips(shared / "data" / "knowledge" / "country-codes.csv") | _FIPS
    cow = _cow(shared / "data" / "knowledge" / "CountryInfo.txt") | _COW
    _write(
        COUNTRIES,
        "Codes of countries in other data sets. FIPS 10-4: datasets/country-codes (PDDL). Numbers of states in the\n"
        "# Correlates of War project: CountryInfo.txt (Schrodt, CC BY-SA 3.0), mended by the project's list of states.",
        "code\tcow\tfips",
        [(code, cow.get(code, ""), fips.get(code, "")) for code in ours],
    )
    _write(
        CAMEO,
        "CAMEO codes by PLOVER type, mode and contexts, after CAMEO2PLOVER-2021 (Schrodt, with the PLOVER manual), with\n"
        "# the modes of PLOVER 2.0; names are CAMEO's. `typical`: taken where several codes fit alike. Written by\n"
        "# training/codes.py; rows marked 2.0 are not in the source.",
        "code\ttype\tmode\tcontexts\ttypical\tname\tadded",
        sorted(_cameo(shared / "plover" / "CAMEO2PLOVER-2021.txt")),
    )


def _write(path: Path, remark: str, head: str, rows: list[tuple[str, ...]]) -> None:
    lines = [f"# {remark}", head, *("\t".join(row).rstrip("\t") for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _first_cells(path: Path) -> list[str]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [line.split("\t")[0] for line in lines[1:]]


def _fips(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {r["ISO3166-1-Alpha-3"]: r["FIPS"] for r in csv.DictReader(file) if re.fullmatch("[A-Z]{2}", r["FIPS"])}


def _cow(path: Path) -> dict[str, str]:
    """State numbers by alpha-3 code. The file is not XML: a country ends where the next begins."""
    found: dict[str, str] = {}
    for block in path.read_text(encoding="utf-8", errors="replace").partition("-->")[2].split("<Country>")[1:]:
        fields = {
            tag: text.strip() for tag, text in re.findall(r"<(CountryCode|ISO3166-alpha3|COW-Numeric)>([^<]*)", block)
        }
        code = fields.get("CountryCode", "")
        code = code if re.fullmatch("[A-Z]{3}", code) else fields.get("ISO3166-alpha3", "")
        number = fields.get("COW-Numeric", "").lstrip("0")
        if number.isdigit():
            found.setdefault(_CODES.get(code, code), number)
    return found


def _cameo(path: Path) -> Iterator[tuple[str, ...]]:
    names: dict[str, str] = {}
    seen: set[tuple[str, ...]] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r"(\d{3,4}): ([A-Z]+),([^,]*),([^#]*)#(.*)", line)
        if not match:
            continue
        code, kind, mode, contexts, name = (part.strip() for part in match.groups())
        for slip, right in _SLIPS.items():
            name = name.replace(slip, right)
        names[code] = name = re.sub(r"\s+\d\d\.\d\d\.\d\d:.*", "", name)
        new = _NEW_MODES.get(code, _MODES.get(mode, mode))
        if new is None or code in _LEFT_OUT:
            continue
        listed = [_CONTEXTS.get(c.strip(), c.strip()) for c in contexts.split(";") if c.strip()]
        # "crime; corruption" is one or the other, "military; legal" is both
        for together in listed if set(listed) == {"crime", "corruption"} else [";".join(listed)]:
            row = (code, kind, new, together, "1" if code in _TYPICAL else "", name)
            if row not in seen:
                seen.add(row)
                yield row
    for code, kind, mode, contexts, typical in _ADDED:
        yield code, kind, mode, contexts, typical, names[code], "2.0"


if __name__ == "__main__":
    main()
