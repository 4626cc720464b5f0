"""The packaged PLOVER, a user's own codebook, and what is said of a faulty one."""

from pathlib import Path

import pytest

from dragoman.codebook import Codebook, load_codebook
from dragoman.errors import CodebookError

_HEAD = """
name = "labour-disputes"

[types.WALKOUT]
quad = 4
intensity = -4
mutual = false
modes = { wildcat = -5.5 }

[types.SETTLEMENT]
quad = 1
intensity = 5
mutual = true
planned_as = "OFFER"

[types.OFFER]
quad = 1
intensity = 2.0

[contexts]
wages = ["wage", "pay rise"]
"""
_CLASSES = "class\tlemmas\nstaff\tnurse; porter; tram driver\n"
_TRIGGERS = (
    "lemmas\tpos\tneeds\ttype\tmode\tactor\trecipient\n"
    "# a comment\n"
    "walk out|down\tVERB\tagent:@staff|+org\tWALKOUT\t\tagent\tagainst/at\n"
    "strike\tNOUN\tmod:wildcat !on:bell\tWALKOUT\twildcat\n"
    "settle\tVERB\twith:*|over:pay|agent:+several\tSETTLEMENT\t\tagent+with\n"
    "ballot\tNOUN\tfor:strike future also\tWALKOUT\n"
)
_STANCES = "pattern\ttype\tmode\trecipient\npred:offer self !neg\tOFFER\t\tto\n"


@pytest.fixture(scope="module")
def plover() -> Codebook:
    return load_codebook()


def _write(folder: Path, **files: str) -> Path:
    texts = {"codebook.toml": _HEAD, "classes.tsv": _CLASSES, "triggers.tsv": _TRIGGERS, "stances.tsv": _STANCES}
    for name, text in (texts | {k.replace("_", "."): v for k, v in files.items()}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _faults(folder: Path) -> list[str]:
    with pytest.raises(CodebookError) as caught:
        load_codebook(folder)
    return [line.removeprefix(f"{folder}/") for line in str(caught.value).splitlines()]


def test_plover_has_its_sixteen_types_in_four_quad_classes(plover: Codebook) -> None:
    by_quad = {quad: " ".join(sorted(t.name for t in plover.types.values() if t.quad == quad)) for quad in range(1, 5)}
    assert by_quad == {
        1: "AGREE CONCEDE CONSULT SUPPORT",
        2: "AID COOPERATE RETREAT",
        3: "ACCUSE REJECT REQUEST THREATEN",
        4: "ASSAULT COERCE MOBILIZE PROTEST SANCTION",
    }


def test_conflict_has_negative_and_cooperation_positive_intensity(plover: Codebook) -> None:
    for kind in plover.types.values():
        scores = [kind.intensity, *kind.modes.values()]
        assert all(s > 0 for s in scores) if kind.quad < 3 else all(s <= 0.5 for s in scores), kind.name
    assert plover.types["ACCUSE"].intensity == -3.0


def test_every_type_of_plover_has_verbs_and_nouns(plover: Codebook) -> None:
    coded = {(rule.type, pos) for (_, pos), rules in plover.rules.items() for rule in rules}
    assert {(name, pos) for name in plover.types for pos in ("VERB", "NOUN")} <= coded


def test_every_mode_of_plover_can_be_coded(plover: Codebook) -> None:
    coded = {(r.type, mode) for rules in plover.rules.values() for r in rules for mode in r.mode}
    coded |= {(s.type, mode) for s in plover.stances for mode in s.mode}
    assert {(t.name, mode) for t in plover.types.values() for mode in t.modes} == coded


def test_every_context_of_plover_has_many_keywords(plover: Codebook) -> None:
    counts = {name: list(plover.contexts.values()).count(name) for name in set(plover.contexts.values())}
    assert len(counts) == 37
    assert min(counts.values()) >= 12, sorted(counts, key=lambda name: counts[name])[:3]


def test_sectors_have_the_codes_that_the_knowledge_tables_use(plover: Codebook) -> None:
    assert {"GOV", "MIL", "COP", "JUD", "LEG", "REB", "CVL", "REF", "PRE"} <= plover.sectors.keys()


def test_lemmas_of_the_trigger_table_are_lower_case_words(plover: Codebook) -> None:
    assert [lemma for lemma, _ in plover.rules if lemma != lemma.lower() or not lemma[0].isalpha()] == []


def test_more_specific_rules_come_first_and_those_beside_others_last(plover: Codebook) -> None:
    for rules in plover.rules.values():
        order = [(rule.also, -len(rule.needs)) for rule in rules]
        assert order == sorted(order)


def test_a_codebook_of_ones_own_loads_the_same_way(tmp_path: Path) -> None:
    book = load_codebook(_write(tmp_path))
    assert book.name == "labour-disputes"
    assert book.types["SETTLEMENT"].planned_as == "OFFER"
    assert book.contexts == {"wage": "wages", "pay rise": "wages"}
    walk_out = book.rules["walk out", "VERB"][0]
    assert walk_out.needs[0].lemmas == {"nurse", "porter", "tram driver"}
    assert walk_out.needs[0].kinds == {"org"}
    assert walk_out.recipient == (("against",), ("at",))
    assert book.rules["down", "VERB"][0].type == "WALKOUT"
    assert book.stances[0].own is True
    assert book.stances[0].negated is False


def test_a_condition_over_several_roles_becomes_one_rule_a_role(tmp_path: Path) -> None:
    rules = load_codebook(_write(tmp_path)).rules["settle", "VERB"]
    assert [(r.needs[0].role, sorted(r.needs[0].lemmas | r.needs[0].kinds)) for r in rules] == [
        ("with", ["*"]), ("over", ["pay"]), ("agent", ["several"]),
    ]  # fmt: skip


def test_a_negated_condition_stays_one_condition(tmp_path: Path) -> None:
    (rule,) = load_codebook(_write(tmp_path)).rules["strike", "NOUN"]
    assert [(c.role, c.negated) for c in rule.needs] == [("mod", False), ("on", True)]


def test_marks_say_what_the_words_carry_and_that_a_rule_stands_beside_another(tmp_path: Path) -> None:
    (rule,) = load_codebook(_write(tmp_path)).rules["ballot", "NOUN"]
    assert (rule.also, rule.auxiliary, len(rule.needs)) == (True, ("future",), 1)


def test_all_faults_are_told_at_once_with_line_and_remedy(tmp_path: Path) -> None:
    head = _TRIGGERS.splitlines()[0]
    triggers = "\n".join([
        head,
        "strike\tVRB\t\tWALKOUT",
        "strike\tVERB\tagnt:nurse\tWALKOUT",
        "strike\tVERB\tagent:@nurses\tWALKOUT",
        "strike\tVERB\tagent:+nurse\tWALKOUT",
        "strike\tVERB\tnurse\tWALKOUT",
        "strike\tVERB\t\tSTRIKE",
        "strike\tVERB\t\tWALKOUT\tsudden",
        "strike\tVERB\t\tWALKOUT\t\tagnet",
        "strike\tVERB\t\tWALKOUT\t\tagent\tagainst//at",
        "strike\tVERB\t\tWALKOUT\t\tagent\tagainst\tspare",
    ])  # fmt: skip
    faults = _faults(_write(tmp_path, triggers_tsv=triggers))
    assert [fault.partition(": ")[0] for fault in faults] == [
        "triggers.tsv:11", *(f"triggers.tsv:{line}" for line in range(2, 11)),
    ]  # fmt: skip
    assert faults[1] == "triggers.tsv:2: pos: 'VRB'; write VERB, NOUN or ADJ"
    assert faults[6] == "triggers.tsv:7: type: 'STRIKE' is not in codebook.toml; add it there or mend the name"
    assert faults[7] == "triggers.tsv:8: mode: WALKOUT has no mode 'sudden'; it has wildcat"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("pred:", "cells are"), ("aux:might", "modals are"), ("", "blank"), ("pred:@staf", "no such class")],
)
def test_faulty_stances_are_told(tmp_path: Path, pattern: str, said: str) -> None:
    stances = f"pattern\ttype\tmode\trecipient\n{pattern}\tOFFER\t\tto\n"
    assert any(f.startswith("stances.tsv:2") and said in f for f in _faults(_write(tmp_path, stances_tsv=stances)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("quad = 4", "quad = 7", "types.WALKOUT.quad: expected 1, 2, 3 or 4, got 7"),
        ("intensity = -4", 'intensity = "low"', "types.WALKOUT.intensity: expected a number, got 'low'"),
        ('"OFFER"', '"PLAN"', "types.SETTLEMENT.planned_as: 'PLAN' is no type"),
        ("mutual = true", "mutal = true", "types.SETTLEMENT.mutal: unknown field"),
        ('"wage"', '"Wage"', "contexts.wages: 'Wage'"),
    ],
)
def test_faults_of_the_head_file_are_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    (fault,) = _faults(_write(tmp_path, codebook_toml=_HEAD.replace(old, new, 1)))
    assert said in fault


def test_a_folder_without_a_codebook_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"codebook\.toml: not found"):
        load_codebook(tmp_path)


def test_a_codebook_needs_triggers_but_no_stances(tmp_path: Path) -> None:
    folder = _write(tmp_path)
    (folder / "stances.tsv").unlink()
    assert load_codebook(folder).stances == ()
    (folder / "triggers.tsv").unlink()
    assert _faults(folder) == ["triggers.tsv: not found; a codebook folder needs it"]


def test_loading_twice_gives_the_same_codebook() -> None:
    assert load_codebook() == load_codebook()


def test_conventions_are_read_and_their_faults_told(tmp_path: Path) -> None:
    head = "type\tmode\town\twords\tbecomes\tmode\n"
    folder = _write(tmp_path, conventions_tsv=head + "WALKOUT\t\tjoin\tpilot|steward !nurse\tOFFER\t\n")
    (convention,) = load_codebook(folder).conventions
    assert (convention.type, convention.own, convention.becomes) == ("WALKOUT", {"join"}, "OFFER")
    assert (convention.lemmas, convention.excluded) == ({"pilot", "steward"}, {"nurse"})
    folder = _write(tmp_path, conventions_tsv=head + "WALKOUT\t\tjoin\t\t-\t\n")
    assert load_codebook(folder).conventions[0].becomes is None
    faults = _faults(_write(tmp_path, conventions_tsv=head + "WALKOUT\t\t\t+person\tSTRIKE\t\n"))
    assert any("words" in f for f in faults)
    assert any("STRIKE" in f for f in faults)
