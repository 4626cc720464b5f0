"""Speed, memory and start-up: `python benchmarks/speed.py FILE.jsonl --limit 200 [--json]`.

FILE holds one report a line with `text` and `date`. End to end and the bare encoder (the packaged
encoder.onnx alone, over the same windows) take turns over the same chunks of reports in the same
processes, one process a core, so that a noisy machine slows both. Peak memory is the sum over all
processes. Start-up is the best of three cold starts.
"""

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CHUNK = 16  # reports


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not args.file.is_file():
        parser.error(f"{args.file}: not found; give a JSONL file of reports with `text` and `date`")
    lines = args.file.read_text(encoding="utf-8").splitlines()[: args.limit]
    if not lines:
        parser.error(f"{args.file}: holds no report")
    rows = [json.loads(line) for line in lines]
    scores = measure(rows, args.jobs) | cold_starts(rows[0])
    if args.json:
        print(json.dumps(scores))
        return
    for name, value in scores.items():
        print(f"{name:20} {value:12,.2f}")


def measure(rows: list[dict[str, str]], jobs: int) -> dict[str, float]:
    """Rates of both over all processes, as sums of each process's own rate, and peak memory."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs) as pool:
        shares = [rows[i::jobs] for i in range(jobs)]
        results = pool.map(run_share, shares, chunksize=1)
    full = sum(r["pieces"] / r["full_s"] for r in results)
    bare = sum(r["pieces"] / r["bare_s"] for r in results)
    return {
        "reports_per_s": round(sum(r["reports"] / r["full_s"] for r in results), 2),
        "pieces_per_s": round(full, 1),
        "encoder_pieces_per_s": round(bare, 1),
        "ratio": round(full / bare, 4),
        "peak_mb": round(peak_mb() + sum(r["peak_mb"] for r in results), 1),
    }


def run_share(rows: list[dict[str, str]]) -> dict[str, float]:
    """One process: chunks of reports end to end and encoder only, in turns, on one thread."""
    from datetime import date

    from dragoman.output import to_json
    from dragoman.pipeline import load_reader
    from dragoman.types import Report

    reader = load_reader(threads=1)
    reports = [
        Report(id=str(i), text=r["text"], date=date.fromisoformat(r["date"]), source=r.get("source"))
        for i, r in enumerate(rows)
    ]
    for reading in reader.read_many(reports[:4]):
        to_json(reading)
    full_s = bare_s = pieces = 0.0
    for first in range(0, len(reports), CHUNK):
        chunk = reports[first : first + CHUNK]

        def read(chunk: list[Report] = chunk) -> float:
            for reading in reader.read_many(chunk):
                to_json(reading)
            return 0.0

        def encode(chunk: list[Report] = chunk) -> float:
            return float(reader.model.encode_only([r.text for r in chunk]))

        full_s += timed(read)[0]
        seconds, found = timed(encode)
        bare_s += seconds
        pieces += found
    return {"reports": len(reports), "pieces": pieces, "full_s": full_s, "bare_s": bare_s, "peak_mb": peak_mb()}


def peak_mb() -> float:
    """The most memory this process ever held; macOS counts in bytes, Linux in units of 1,024."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def timed(work: Callable[[], float]) -> tuple[float, float]:
    """Seconds taken and what came out."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def cold_starts(row: dict[str, str]) -> dict[str, float]:
    """Seconds of `dragoman --help` and of reading one report in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.txt"
        report.write_text(f"date {row['date']}\n\n{row['text'][:3000]}", encoding="utf-8")
        return {"cold_help_s": best_of_three("--help"), "cold_read_s": best_of_three("read", str(report))}


def best_of_three(*arguments: str) -> float:
    """The fastest of three runs of the command."""
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "dragoman", *arguments], check=True, capture_output=True)
        seconds.append(time.perf_counter() - began)
    return round(min(seconds), 3)


if __name__ == "__main__":
    main()
