"""A folder of plain files to a Codebook, with every fault named at once."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from dragoman.codebook.tables import Row, read_classes, read_conventions, read_rules, read_stances
from dragoman.codebook.theory import Codebook, EventType
from dragoman.errors import CodebookError

_PLOVER = Path(__file__).parent / "plover"
_TYPE_FIELDS = frozenset("quad intensity mutual answered modes planned_as verbal swallows evident description".split())
_HEAD_FIELDS = frozenset("name auxiliary sectors types contexts".split())


def load_codebook(folder: Path | None = None) -> Codebook:
    """The codebook of a folder; None is the packaged PLOVER 2.0.

    Raises CodebookError with all faults, one a line: `file:line: field: what is wrong; what to write`.

    >>> load_codebook().types["AID"].quad
    2
    """
    folder = folder or _PLOVER
    faults: list[str] = []
    head = _read_head(folder / "codebook.toml")
    types = _read_types(folder / "codebook.toml", head, faults)
    classes = read_classes(_read_rows(folder / "classes.tsv", 2, faults, optional=True), faults)
    rules = read_rules(_read_rows(folder / "triggers.tsv", 7, faults), types, classes, faults)
    stances = read_stances(_read_rows(folder / "stances.tsv", 4, faults, optional=True), types, classes, faults)
    conventions = read_conventions(
        _read_rows(folder / "conventions.tsv", 6, faults, optional=True), types, classes, faults
    )
    contexts = _read_contexts(folder / "codebook.toml", head, faults)
    if faults:
        raise CodebookError("\n".join(faults))
    return Codebook(
        name=str(head.get("name", folder.name)), types=types, rules=rules, stances=stances, conventions=conventions,
        contexts=contexts,
        sectors={code: str(name) for code, name in _table(head.get("sectors")).items()},
    )  # fmt: skip


def load_types(folder: Path | None = None) -> dict[str, EventType]:
    """The event types of a codebook alone, in a thirtieth of the time.

    >>> [kind.name for kind in load_types().values() if kind.mutual]
    ['AGREE', 'CONSULT', 'COOPERATE']
    """
    path = (folder or _PLOVER) / "codebook.toml"
    faults: list[str] = []
    types = _read_types(path, _read_head(path), faults)
    if faults:
        raise CodebookError("\n".join(faults))
    return types


def _read_head(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CodebookError(f"{path}: not found; a codebook folder needs it") from None
    except UnicodeDecodeError as error:
        raise CodebookError(f"{path}: {error}; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{path}: {error}; mend the TOML") from None


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _read_types(path: Path, head: Mapping[str, object], faults: list[str]) -> dict[str, EventType]:
    for unknown in sorted(head.keys() - _HEAD_FIELDS):
        faults.append(f"{path}: {unknown}: unknown field; fields are {', '.join(sorted(_HEAD_FIELDS))}")
    types: dict[str, EventType] = {}
    for name, value in _table(head.get("types")).items():
        where, fields = f"{path}: types.{name}", _table(value)
        for unknown in sorted(fields.keys() - _TYPE_FIELDS):
            faults.append(f"{where}.{unknown}: unknown field; fields are {', '.join(sorted(_TYPE_FIELDS))}")
        planned_as, quad = fields.get("planned_as"), fields.get("quad")
        if planned_as is not None and planned_as not in _table(head.get("types")):
            faults.append(f"{where}.planned_as: {planned_as!r} is no type of this codebook; mend the name")
        if quad not in (1, 2, 3, 4):
            faults.append(f"{where}.quad: expected 1, 2, 3 or 4, got {quad!r}")
        modes = {mode: _number(f"{where}.modes.{mode}", n, faults) for mode, n in _table(fields.get("modes")).items()}
        types[name] = EventType(
            name=name, quad=quad if isinstance(quad, int) else 0,
            intensity=_number(f"{where}.intensity", fields.get("intensity"), faults), modes=modes,
            mutual=fields.get("mutual") is True, planned_as=None if planned_as is None else str(planned_as),
            verbal=fields.get("verbal") is True, swallows=fields.get("swallows") is True,
            evident=fields.get("evident") is True, answered=fields.get("answered") is True,
            description=str(fields.get("description", "")),
        )  # fmt: skip
    if not types:
        faults.append(f"{path}: types: none; write a table [types.NAME] for each")
    return types


def _number(where: str, value: object, faults: list[str]) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    faults.append(f"{where}: expected a number, got {value!r}")
    return 0.0


def _read_contexts(path: Path, head: Mapping[str, object], faults: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in _table(head.get("contexts")).items():
        for word in words if isinstance(words, list) else [words]:
            if not isinstance(word, str) or word != word.lower() or len(word.split()) not in (1, 2):
                faults.append(f"{path}: contexts.{name}: {word!r}; write one lower-case lemma or two")
            elif found.setdefault(word, name) != name:
                faults.append(f"{path}: contexts.{name}: {word!r} stands under {found[word]} too; leave it in one")
    return found


def _read_rows(path: Path, width: int, faults: list[str], *, optional: bool = False) -> list[Row]:
    """Rows of a tab-separated table, short ones filled with blanks; # starts a comment, the first row is the head."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        if not optional:
            faults.append(f"{path}: not found; a codebook folder needs it")
        return []
    except UnicodeDecodeError as error:
        faults.append(f"{path}: {error}; save it as UTF-8")
        return []
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > width:
            faults.append(f"{path}:{number}: row: {len(cells)} cells; the table has {width} columns, parted by tabs")
        rows.append(Row(where=f"{path}:{number}", line=number, cells=(*cells, *[""] * width)[:width]))
    return rows[1:]
