"""Every benchmark against its floors: `python benchmarks/floors.py [--only NAME …] [--raise] [--json]`.

floors.json names the commands, the least that each figure may be (`floors`) and the most (`ceilings`). Prints
every figure beside its bound and exits with 1 if one is broken. Floors may only rise: --raise writes those that
figures have risen above (rounded down to a hundredth). What a command needs lies under --data and --gold, and
`corpus/build` after `corpus/rebuild.py`; commands whose data are not at hand are left out, and named.
"""

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
_STEP = 100  # floors are whole hundredths


def main() -> None:
    """Run, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--only", nargs="+", default=[], help="names of entries in floors.json")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write the floors that have risen")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    entries: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    places = {"data": str(args.data), "gold": str(args.gold), "corpus": str(HERE.parent / "corpus")}
    found: dict[str, dict[str, float]] = {}
    held = True
    for name, entry in entries.items():
        if args.only and name not in args.only:
            continue
        command = [part.format(**places) for part in entry["command"]]
        if len(command) > 1 and not Path(command[1]).exists():
            print(f"{name}: left out, {command[1]} is not here", file=sys.stderr)
            continue
        run = subprocess.run(
            [sys.executable, str(HERE / command[0]), *command[1:], "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            print(f"{name}: {run.stderr.strip()}", file=sys.stderr)
            held = False
            continue
        found[name] = json.loads(run.stdout)
        for figure, value, bound, holds in compare(entry, found[name]):
            held &= holds
            if not args.json:
                print(f"{name:12} {figure:20} {value:8.4f}   {bound}   {'' if holds else 'BROKEN'}", flush=True)
        if args.lift and "floors" in entry:
            entry["floors"] = lifted(entry["floors"], found[name])
    if args.json:
        print(json.dumps({f"{name}.{figure}": v for name, figures in found.items() for figure, v in figures.items()}))
    if args.lift:
        FLOORS.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
    sys.exit(0 if held else 1)


def compare(entry: Mapping[str, Any], figures: Mapping[str, float]) -> list[tuple[str, float, str, bool]]:
    """Each bounded figure with its value, its bound as text, and whether that holds.

    >>> compare({"floors": {"las": 0.87}, "ceilings": {"peak_mb": 900}}, {"las": 0.88, "peak_mb": 950})
    [('las', 0.88, '>= 0.87', True), ('peak_mb', 950, '<= 900', False)]
    """
    rows = [(k, figures[k], f">= {least}", figures[k] >= least) for k, least in entry.get("floors", {}).items()]
    return rows + [(k, figures[k], f"<= {most}", figures[k] <= most) for k, most in entry.get("ceilings", {}).items()]


def lifted(floors: Mapping[str, float], figures: Mapping[str, float]) -> dict[str, float]:
    """The floors, each no lower than before.

    >>> lifted({"root": 0.66, "quad": 0.8}, {"root": 0.687, "quad": 0.79})
    {'root': 0.68, 'quad': 0.8}
    """
    return {name: max(least, math.floor(figures[name] * _STEP) / _STEP) for name, least in floors.items()}


if __name__ == "__main__":
    main()
