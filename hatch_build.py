"""Build hook: makes the gazetteer table that travels inside the wheel."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface[BuilderConfig]):
    """Runs before the wheel, editable or not, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write src/dragoman/gazetteer.npz unless it is there and as new as what it is made of."""
        package = Path(self.root) / "src" / "dragoman"
        table = package / "gazetteer.npz"
        sources = (package / "gazetteer.py", package / "knowledge" / "divisions.tsv")
        if not table.exists() or any(table.stat().st_mtime < source.stat().st_mtime for source in sources):
            sys.path.insert(0, str(package.parent))
            spec = importlib.util.spec_from_file_location("gazetteer_build", package / "gazetteer.py")
            if spec is None or spec.loader is None:
                raise RuntimeError(f"{package}/gazetteer.py: cannot be loaded")
            module = importlib.util.module_from_spec(spec)
            sys.modules[spec.name] = module
            spec.loader.exec_module(module)
            module.build_table(table)
        build_data["artifacts"].append("src/dragoman/gazetteer.npz")
