"""The file by which a folder is known for a record."""

import json
from pathlib import Path

FORMAT = "dragoman-record"
MANIFEST = "manifest.json"


def is_record(folder: Path) -> bool:
    """Whether a folder is a record, of whatever schema."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("format") == FORMAT
