"""The rows of triggers.tsv, stances.tsv and classes.tsv, read and checked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from dragoman.codebook.theory import Condition, Convention, EventType, RoleSpec, Rule, Stance

Classes = Mapping[str, frozenset[str]]
_AUXILIARY = frozenset(("historical", "future", "hypothetical", "negated"))
_KINDS = frozenset("person org country place time known several wished".split())
_POS = ("VERB", "NOUN", "ADJ")
_MODALS = frozenset("must should ought shall will would can".split())
_PREPOSITIONS = frozenset(
    "about above across after against ahead along alongside amid among around as at because before behind below beside "
    "between beyond by concerning despite down during for from in inside into like near of off on onto out outside "
    "over past per regarding round since through throughout to toward towards under unless until up upon "
    "versus via with within without".split()
)
_ROLES = _PREPOSITIONS | frozenset(
    "agent object iobj xcomp clause predicative poss mod compound governor support that".split()
)
_TESTS = _ROLES | {"any", "passive"}
_NOTHING = "-"
_SPECIAL = frozenset(("owner", "target", "speaker", _NOTHING))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: `where` is file:line, for messages."""

    where: str
    line: int
    cells: tuple[str, ...]


def read_classes(rows: Sequence[Row], faults: list[str]) -> dict[str, frozenset[str]]:
    """Noun and verb classes by name."""
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        name, words = row.cells
        if name in found:
            faults.append(f"{row.where}: class: {name!r} stands twice; join the rows")
        found[name] = frozenset(w.strip() for w in words.split(";") if w.strip())
        if not found[name]:
            faults.append(f"{row.where}: lemmas: none; write lemmas parted by ;")
    return found


def read_rules(
    rows: Sequence[Row], types: Mapping[str, EventType], classes: Classes, faults: list[str]
) -> dict[tuple[str, str], tuple[Rule, ...]]:
    """Rules by (lemma, part of speech), the most specific first; those marked `also` stand last."""
    found: dict[tuple[str, str], list[Rule]] = {}
    for row in rows:
        lemmas, pos, needs, kind, modes, actor, recipient = row.cells
        if pos not in _POS:
            faults.append(f"{row.where}: pos: {pos!r}; write VERB, NOUN or ADJ")
        mode = _read_type(row, kind, modes, types, faults)
        marks = [cell for cell in needs.split() if cell == "also" or cell in _AUXILIARY]
        alternatives = _read_needs(row, [cell for cell in needs.split() if cell not in marks], classes, faults)
        actors = _read_roles(row, "actor", actor, faults)
        recipients = _read_roles(row, "recipient", recipient, faults)
        for lemma, conditions in product(lemmas.split("|"), alternatives):
            if not lemma.strip():
                faults.append(f"{row.where}: lemmas: blank between bars; write lemmas parted by |")
            rule = Rule(
                lemma=lemma.strip(), pos=pos, needs=conditions, type=kind, mode=mode, actor=actors,
                recipient=recipients, line=row.line, also="also" in marks,
                auxiliary=tuple(m for m in marks if m != "also"),
            )  # fmt: skip
            found.setdefault((rule.lemma, pos), []).append(rule)
    return {key: tuple(sorted(rules, key=lambda r: (r.also, -len(r.needs), r.line))) for key, rules in found.items()}


def read_stances(
    rows: Sequence[Row], types: Mapping[str, EventType], classes: Classes, faults: list[str]
) -> tuple[Stance, ...]:
    """Stances in the order of the table."""
    return tuple(_read_stance(row, types, classes, faults) for row in rows)


def _read_stance(row: Row, types: Mapping[str, EventType], classes: Classes, faults: list[str]) -> Stance:
    pattern, kind, modes, recipient = row.cells
    mode = _read_type(row, kind, modes, types, faults)
    words: dict[str, frozenset[str]] = {}
    flags: set[str] = set()
    for cell in pattern.split():
        field, _, listed = cell.partition(":")
        if field in {"aux", "pred", "!pred"} and listed:
            words[field], kinds = _read_words(row, listed, classes, faults)
            if kinds:
                faults.append(f"{row.where}: pattern: {cell!r}; patterns take lemmas and @classes, no +kinds")
        elif cell in {"neg", "!neg", "self", "!self", "xcomp"}:
            flags.add(cell)
        else:
            faults.append(
                f"{row.where}: pattern: {cell!r}; cells are aux:, pred:, !pred:, neg, !neg, self, !self and xcomp"
            )
    for modal in sorted(words.get("aux", frozenset()) - _MODALS):
        faults.append(f"{row.where}: pattern: aux:{modal}; modals are {', '.join(sorted(_MODALS))}")
    if not words and not flags:
        faults.append(f"{row.where}: pattern: blank; it would fit whatever anybody says")
    return Stance(
        auxiliaries=words.get("aux", frozenset()), predicates=words.get("pred", frozenset()),
        excluded=words.get("!pred", frozenset()), negated=_flag(flags, "neg"), own=_flag(flags, "self"),
        complement="xcomp" in flags, type=kind, mode=mode, recipient=_read_roles(row, "recipient", recipient, faults),
    )  # fmt: skip


def read_conventions(
    rows: Sequence[Row], types: Mapping[str, EventType], classes: Classes, faults: list[str]
) -> tuple[Convention, ...]:
    """Conventions in the order of the table."""
    found = []
    for row in rows:
        kind, modes, verbs, listed, becomes, becomes_modes = row.cells
        wanted, _, unwanted = listed.partition("!")
        words = [_read_words(row, cell.strip(), classes, faults) for cell in (verbs, wanted, unwanted)]
        own, lemmas, excluded = (found - {""} for found, _ in words)
        if any(kinds for _, kinds in words) or not own | lemmas:
            faults.append(f"{row.where}: own, words: {verbs!r}, {listed!r}; write lemmas or @classes, parted by |")
        mode = _read_type(row, kind, modes, types, faults)
        becomes_mode = () if becomes == _NOTHING else _read_type(row, becomes, becomes_modes, types, faults)
        found.append(
            Convention(
                type=kind, mode=mode, own=own, lemmas=lemmas, excluded=excluded,
                becomes=None if becomes == _NOTHING else becomes, becomes_mode=becomes_mode,
            )
        )  # fmt: skip
    return tuple(found)


def _flag(flags: set[str], name: str) -> bool | None:
    return True if name in flags else False if f"!{name}" in flags else None


def _read_type(row: Row, kind: str, modes: str, types: Mapping[str, EventType], faults: list[str]) -> tuple[str, ...]:
    mode = tuple(m.strip() for m in modes.split(",") if m.strip())
    if kind not in types:
        faults.append(f"{row.where}: type: {kind!r} is not in codebook.toml; add it there or mend the name")
        return mode
    for unknown in (m for m in mode if m not in types[kind].modes):
        has = ", ".join(types[kind].modes) or "none"
        faults.append(f"{row.where}: mode: {kind} has no mode {unknown!r}; it has {has}")
    return mode


def _read_needs(row: Row, cells: Sequence[str], classes: Classes, faults: list[str]) -> list[tuple[Condition, ...]]:
    """The conjunctions of conditions of which one must hold: `on:*|by:*` holds where there is either."""
    choices: list[list[tuple[Condition, ...]]] = []
    for cell in cells:
        negated = cell.startswith("!")
        words_by_role: dict[str, list[str]] = {}
        role = ""
        for part in cell.removeprefix("!").split("|"):
            head, colon, word = part.rpartition(":")
            role = head if colon else role
            words_by_role.setdefault(role, []).append(word)
        found: list[Condition] = []
        for name, words in words_by_role.items():
            if not name or not all(words):
                faults.append(f"{row.where}: needs: {cell!r}; write ROLE:WORDS, as in object:@aid")
                continue
            if name not in _TESTS:
                faults.append(f"{row.where}: needs: no role {name!r}; roles are {_ROLE_HELP}")
            lemmas, kinds = _read_words(row, "|".join(words), classes, faults)
            found.append(Condition(role=name, lemmas=lemmas, kinds=kinds, negated=negated))
        choices.append([tuple(found)] if negated else [(condition,) for condition in found])
    cheap_first = [sorted((c for group in chosen for c in group), key=_cost) for chosen in product(*choices)]
    return [tuple(conditions) for conditions in cheap_first]


def _cost(condition: Condition) -> tuple[bool, bool]:
    """Words are looked up sooner than entities, and one role sooner than a window of words."""
    return bool(condition.kinds), condition.role == "any"


def _read_words(row: Row, words: str, classes: Classes, faults: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    lemmas: set[str] = set()
    kinds: set[str] = set()
    for word in words.split("|"):
        if word.startswith("@"):
            if word[1:] not in classes:
                faults.append(f"{row.where}: {word}: no such class in classes.tsv; add it or mend the name")
            lemmas |= classes.get(word[1:], frozenset())
        elif word.startswith("+"):
            if word[1:] not in _KINDS:
                faults.append(f"{row.where}: {word}: unknown kind; kinds are +{', +'.join(sorted(_KINDS))}")
            kinds.add(word[1:])
        else:
            lemmas.add(word)
    return frozenset(lemmas), frozenset(kinds)


def _read_roles(row: Row, field: str, text: str, faults: list[str]) -> RoleSpec:
    if text and not re.fullmatch(r"[^\s/+]+([/+][^\s/+]+)*", text):
        faults.append(f"{row.where}: {field}: {text!r}; write roles parted by + (together) and / (or else)")
    spec = tuple(tuple(part.split("+")) for part in text.split("/") if part)
    for role in (r for union in spec for r in union if r and r not in _ROLES | _SPECIAL):
        faults.append(f"{row.where}: {field}: no role {role!r}; roles are {_ROLE_HELP}, owner, target, speaker and -")
    return spec


_ROLE_HELP = ", ".join(sorted(_TESTS - _PREPOSITIONS)) + " and prepositions"
