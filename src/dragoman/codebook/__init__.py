"""A codebook: event types as data, and the table of what words do what.

PLOVER 2.0 comes with the package; any other codebook in the same form loads the same way. See
docs/codebook.md for the form of the files.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from dragoman.errors import CodebookError

_PLOVER = Path(__file__).parent / "plover"
_AUXILIARY = frozenset(("historical", "future", "hypothetical", "negated"))
_KINDS = frozenset("person org country place time known several".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A type of event; `modes` maps each mode to its intensity. Mutual types have no recipient by default.

    `planned_as` is the type that a planned act of this type has.
    """

    name: str
    quad: int
    intensity: float
    mutual: bool
    modes: Mapping[str, float]
    planned_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of a rule: a role holds one of the lemmas, or one of the kinds, or anything."""

    role: str
    lemmas: frozenset[str]
    kinds: frozenset[str]
    negated: bool


RoleSpec = tuple[tuple[str, ...], ...]  # alternatives, each a union of roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of triggers.tsv for one lemma: all its conditions must hold.

    Of a predicate's rules the first that holds decides; one marked `also` is coded beside that one.
    `auxiliary` are modes that the words themselves carry: a plot is a `hypothetical` attack.
    """

    lemma: str
    pos: str
    needs: tuple[Condition, ...]
    type: str
    mode: tuple[str, ...]
    actor: RoleSpec
    recipient: RoleSpec
    line: int
    also: bool = False
    auxiliary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """One row of stances.tsv: what a speaker's words amount to."""

    auxiliaries: frozenset[str]
    predicates: frozenset[str]
    excluded: frozenset[str]
    negated: bool | None
    own: bool | None
    complement: bool
    type: str
    mode: tuple[str, ...]
    recipient: RoleSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Types, rules by (lemma, part of speech) with the most specific first, stances, and context keywords."""

    name: str
    types: Mapping[str, EventType]
    rules: Mapping[tuple[str, str], tuple[Rule, ...]]
    stances: tuple[Stance, ...]
    contexts: Mapping[str, str] = field(default_factory=dict)


def load_codebook(folder: Path | None = None) -> Codebook:
    """The codebook of a folder; None is the packaged PLOVER 2.0. Raises CodebookError with all faults at once."""
    folder = folder or _PLOVER
    faults: list[str] = []
    try:
        head = tomllib.loads((folder / "codebook.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CodebookError(f"{folder}/codebook.toml: not found; a codebook folder needs it") from None
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{folder}/codebook.toml: {error}; mend the TOML") from None
    types = {
        name: EventType(
            name=name, quad=int(t["quad"]), intensity=float(t["intensity"]), mutual=bool(t.get("mutual", False)),
            modes={k: float(v) for k, v in t.get("modes", {}).items()}, planned_as=t.get("planned_as"),
        )
        for name, t in head.get("types", {}).items()
    }  # fmt: skip
    faults.extend(
        f"{folder}/codebook.toml: types.{t.name}.planned_as: {t.planned_as!r} is no type of this codebook"
        for t in types.values() if t.planned_as is not None and t.planned_as not in types
    )  # fmt: skip
    if not types:
        faults.append(f"{folder}/codebook.toml: types: none; write a table [types.NAME] for each")
    classes = _read_classes(folder / "classes.tsv")
    rules = _read_rules(folder / "triggers.tsv", types, classes, faults)
    stances = tuple(_read_stances(folder / "stances.tsv", types, classes, faults))
    if faults:
        raise CodebookError("\n".join(faults))
    contexts = {word: name for name, words in head.get("contexts", {}).items() for word in words}
    return Codebook(name=head.get("name", folder.name), types=types, rules=rules, stances=stances, contexts=contexts)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    if not path.exists():
        return
    header = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if header:
            header = False
            continue
        yield number, [cell.strip() for cell in line.split("\t")]


def _read_classes(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for _, cells in _rows(path):
        found[cells[0]] = frozenset(w.strip() for w in cells[1].split(";"))
    return found


def _read_rules(
    path: Path, types: Mapping[str, EventType], classes: Mapping[str, frozenset[str]], faults: list[str]
) -> dict[tuple[str, str], tuple[Rule, ...]]:
    found: dict[tuple[str, str], list[Rule]] = {}
    for number, row in _rows(path):
        cells = row + [""] * (7 - len(row))
        where = f"{path}:{number}"
        lemmas, pos, needs, kind, modes, actor, recipient = cells[:7]
        if pos not in {"VERB", "NOUN", "ADJ"}:
            faults.append(f"{where}: pos: {pos!r}; write VERB, NOUN or ADJ")
        _check_type(where, kind, modes, types, faults)
        marks = needs.split()
        also = "also" in marks
        auxiliary = tuple(m for m in marks if m in _AUXILIARY)
        alternatives = _read_needs(where, [m for m in marks if m != "also" and m not in _AUXILIARY], classes, faults)
        for lemma, conditions in product(lemmas.split("|"), alternatives):
            rule = Rule(
                lemma=lemma.strip(), pos=pos, needs=conditions, type=kind, mode=tuple(m for m in modes.split(",") if m),
                actor=_read_roles(actor), recipient=_read_roles(recipient), line=number, also=also, auxiliary=auxiliary,
            )  # fmt: skip
            found.setdefault((rule.lemma, pos), []).append(rule)
    return {key: tuple(sorted(rules, key=lambda r: (r.also, -len(r.needs), r.line))) for key, rules in found.items()}


def _check_type(where: str, kind: str, modes: str, types: Mapping[str, EventType], faults: list[str]) -> None:
    if kind not in types:
        faults.append(f"{where}: type: {kind!r} is not in codebook.toml; add it there or mend the name")
        return
    for mode in filter(None, modes.split(",")):
        if mode not in types[kind].modes:
            faults.append(f"{where}: mode: {kind} has no {mode!r}; it has {', '.join(types[kind].modes) or 'none'}")


def _read_needs(
    where: str, cells: list[str], classes: Mapping[str, frozenset[str]], faults: list[str]
) -> list[tuple[Condition, ...]]:
    """The conjunctions of conditions of which one must hold: `on:*|by:*` holds where there is either."""
    choices: list[list[tuple[Condition, ...]]] = []
    for cell in cells:
        negated = cell.startswith("!")
        words_by_role: dict[str, list[str]] = {}
        role = ""
        for word in cell.removeprefix("!").split("|"):
            if ":" in word:
                role, word = word.split(":", 1)
            words_by_role.setdefault(role, []).append(word)
        parts = [f"{role}:{'|'.join(words)}" for role, words in words_by_role.items()]
        found = [_read_condition(where, "!" * negated + part, classes, faults) for part in parts]
        kept = tuple(c for c in found if c is not None)
        choices.append([kept] if negated else [(c,) for c in kept])
    return [tuple(c for group in chosen for c in group) for chosen in product(*choices)]


def _read_condition(
    where: str, cell: str, classes: Mapping[str, frozenset[str]], faults: list[str]
) -> Condition | None:
    negated = cell.startswith("!")
    role, colon, words = cell.removeprefix("!").partition(":")
    if not colon or not words:
        faults.append(f"{where}: needs: {cell!r}; write ROLE:WORDS, as in object:@aid")
        return None
    lemmas, kinds = _read_words(where, words, classes, faults)
    return Condition(role=role, lemmas=lemmas, kinds=kinds, negated=negated)


def _read_words(
    where: str, words: str, classes: Mapping[str, frozenset[str]], faults: list[str]
) -> tuple[frozenset[str], frozenset[str]]:
    lemmas: set[str] = set()
    kinds: set[str] = set()
    for word in words.split("|"):
        if word.startswith("@"):
            if word[1:] not in classes:
                faults.append(f"{where}: {word}: no such class in classes.tsv; add it or mend the name")
            lemmas |= classes.get(word[1:], frozenset())
        elif word.startswith("+"):
            if word[1:] not in _KINDS:
                faults.append(f"{where}: {word}: unknown kind; kinds are {', '.join(sorted(_KINDS))}")
            kinds.add(word[1:])
        else:
            lemmas.add(word)
    return frozenset(lemmas), frozenset(kinds)


def _read_roles(text: str) -> RoleSpec:
    return tuple(tuple(part.split("+")) for part in text.split("/") if part)


def _read_stances(
    path: Path, types: Mapping[str, EventType], classes: Mapping[str, frozenset[str]], faults: list[str]
) -> Iterator[Stance]:
    for number, row in _rows(path):
        pattern, kind, modes, recipient = (row + [""] * 4)[:4]
        where = f"{path}:{number}"
        _check_type(where, kind, modes, types, faults)
        auxiliaries: frozenset[str] = frozenset()
        predicates: frozenset[str] = frozenset()
        excluded: frozenset[str] = frozenset()
        negated = own = None
        complement = False
        for cell in pattern.split():
            if cell in {"neg", "!neg"}:
                negated = cell == "neg"
            elif cell in {"self", "!self"}:
                own = cell == "self"
            elif cell == "xcomp":
                complement = True
            elif cell.startswith("aux:"):
                auxiliaries, _ = _read_words(where, cell[4:], classes, faults)
            elif cell.startswith("pred:"):
                predicates, _ = _read_words(where, cell[5:], classes, faults)
            elif cell.startswith("!pred:"):
                excluded, _ = _read_words(where, cell[6:], classes, faults)
            else:
                faults.append(f"{where}: pattern: {cell!r}; cells are aux:, pred:, !pred:, neg, self and xcomp")
        yield Stance(
            auxiliaries=auxiliaries, predicates=predicates, excluded=excluded, negated=negated, own=own,
            complement=complement, type=kind, mode=tuple(m for m in modes.split(",") if m),
            recipient=_read_roles(recipient),
        )  # fmt: skip
