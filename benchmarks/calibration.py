"""Is an event's confidence what it says? `python benchmarks/calibration.py GOLD_DIR [--split NAME] [--plot FILE.svg]`.

Reads the annotated reports as benchmarks/gold.py does. An event counts as right if the annotation has
one of its type on an overlapping trigger (the scorer's "detected"). Events are put into ten bins by
their confidence; the expected calibration error is the mean distance between a bin's mean confidence
and its share of right events, weighted by the bins' sizes (Naeini et al. 2015). Prints both, and
with --plot writes the reliability plot.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from gold import gold_files, gold_parser, load_scorer, read_files

BINS = 10
_SIDE, _PAD = 320, 44  # pixels of the plot and its margin


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Events of like confidence: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


def main() -> None:
    """Print the calibration error and the bins."""
    parser = gold_parser(__doc__)
    parser.add_argument("--plot", type=Path, help="write the reliability plot as SVG")
    args = parser.parse_args()
    files = gold_files(args.gold, args.split)
    bins = sort_into_bins(judge_events(files, load_scorer(args.scorer, files)))
    error = calibration_error(bins)
    if args.plot:
        args.plot.write_text(draw(bins, error), encoding="utf-8")
    if args.json:
        print(json.dumps({"calibration_error": round(error, 4), "events": sum(b.count for b in bins)}))
        return
    print(f"{len(files)} reports, {sum(b.count for b in bins)} events, expected calibration error {error:.3f}")
    for b in bins:
        print(f"confidence {b.confidence:.2f}   right {b.right:.2f}   ({b.count} events)")


def judge_events(files: list[Path], scorer: ModuleType) -> list[tuple[float, bool]]:
    """Confidence of every event found, and whether the annotation has it."""
    judged: list[tuple[float, bool]] = []
    for gold, system in read_files(files, scorer):
        ge, se = gold["events"], system["events"]

        def closeness(g: dict[str, object], s: dict[str, object]) -> int:
            return int(g["type"] == s["type"] and scorer.overlap(g["triggers"], s["triggers"]))

        hit = {j for _, j in scorer.pair(ge, se, closeness)}
        judged += [(event["confidence"], j in hit) for j, event in enumerate(se)]
    return judged


def sort_into_bins(judged: list[tuple[float, bool]]) -> list[Bin]:
    """Ten bins of equal width, empty ones left out.

    >>> sort_into_bins([(0.91, True), (0.99, False), (0.5, True)])
    [Bin(count=1, confidence=0.5, right=1.0), Bin(count=2, confidence=0.95, right=0.5)]
    """
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in judged:
        held[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    return [
        Bin(count=len(b), confidence=sum(c for c, _ in b) / len(b), right=sum(r for _, r in b) / len(b))
        for b in held
        if b
    ]


def calibration_error(bins: list[Bin]) -> float:
    """The expected calibration error, 0 to 1.

    >>> calibration_error([Bin(count=1, confidence=0.5, right=1.0), Bin(count=3, confidence=0.9, right=0.9)])
    0.125
    """
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.confidence - b.right) for b in bins) / total if total else 0.0


def draw(bins: list[Bin], error: float) -> str:
    """The reliability plot: one dot a bin, its area the bin's share of events, on the line where both agree."""

    def at(x: float, y: float) -> tuple[float, float]:
        return round(_PAD + x * _SIDE, 1), round(_PAD / 2 + (1 - y) * _SIDE, 1)

    total = max(1, sum(b.count for b in bins))
    width, height = _SIDE + _PAD * 1.5, _SIDE + _PAD * 1.6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="system-ui, sans-serif" font-size="11" fill="#333">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for i in range(6):
        tick = i / 5
        (x, y0), (x1, y) = at(tick, 0), at(1, tick)
        left = at(0, tick)[0]
        parts.append(f'<line x1="{x}" y1="{y0}" x2="{x}" y2="{at(tick, 1)[1]}" stroke="#eee"/>')
        parts.append(f'<line x1="{left}" y1="{y}" x2="{x1}" y2="{y}" stroke="#eee"/>')
        parts.append(f'<text x="{x}" y="{y0 + 15}" text-anchor="middle">{tick:.1f}</text>')
        parts.append(f'<text x="{left - 7}" y="{y + 4}" text-anchor="end">{tick:.1f}</text>')
    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    parts.append(f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="#999" stroke-dasharray="4 4"/>')
    for b in bins:
        x, y = at(b.confidence, b.right)
        radius = round(3 + 26 * (b.count / total) ** 0.5, 1)
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#2a6f97" fill-opacity="0.35" stroke="#2a6f97">'
            f"<title>{b.count} events: confidence {b.confidence:.2f}, right {b.right:.2f}</title></circle>"
        )
    middle = _PAD + _SIDE / 2
    parts += [
        f'<text x="{middle}" y="{y0 + 34}" text-anchor="middle">confidence</text>',
        f'<text transform="translate(12 {_PAD / 2 + _SIDE / 2}) rotate(-90)" text-anchor="middle">share right</text>',
        f'<text x="{_PAD + 8}" y="{_PAD / 2 + 16}">{total} events, calibration error {error:.3f}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
