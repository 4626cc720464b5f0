import random
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook import load_codebook
from dragoman.record.act import Act
from dragoman.record.act_rows import Background, as_act, load_background
from dragoman.record.blocks import pairs_of_day
from dragoman.record.clustering import cluster
from dragoman.record.contradiction import find_contradiction
from dragoman.record.merge import Merged, link_acts, merge_acts

CASES = tomllib.loads((Path(__file__).parent / "merge_cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def background() -> Background:
    return load_background()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_pairs_of_the_table_merge_as_it_says(case: Mapping[str, object], background: Background) -> None:
    acts = [make_act(f"r{n}", case.get("both", {}) | case[n], background) for n in "ab"]  # type: ignore[operator]
    assert verdict(acts, background) == case["expect"]


def test_every_joining_is_told_in_words(background: Background) -> None:
    case = next(c for c in CASES if c["name"] == "one phone call told in two ways")
    acts = [make_act(f"r{n}", case["both"] | case[n], background) for n in "ab"]
    (merged,) = merge(acts, background)
    assert merged.members == ("ra#e1", "rb#e1")
    told = "as ra#e1: same type; both 2023-02-09; AZE and FRA; Catherine Colonna and Jeyhun Bayramov; phone"
    assert merged.why[0].startswith(told)


def test_an_undated_act_does_not_bridge_two_days(background: Background) -> None:
    fields = {"type": "CONSULT", "actor": "Chile:CHL; Peru:PER", "words": "met", "text": "Chile and Peru met in Arica."}
    days = [
        {"when": "2021-05-04", "told": "2021-05-05"},
        {"told": "2021-05-06"},
        {"when": "2021-05-05", "told": "2021-05-05"},
    ]
    acts = [make_act(f"r{i}", fields | more, background) for i, more in enumerate(days)]
    assert max(len(m.members) for m in merge(acts, background)) == 2


def test_a_denial_stays_an_event_of_its_own_beside_what_it_denies(background: Background) -> None:
    case = next(c for c in CASES if c["name"] == "a strike and the denial of it")
    claims = [make_act(f"r{i}", case["both"] | case["a"], background) for i in range(3)]
    denial = make_act("denial", case["both"] | case["b"], background)
    merged = merge([*claims, denial], background)
    assert [len(m.members) for m in merged] == [1, 3] or [len(m.members) for m in merged] == [3, 1]
    event, alone = sorted(merged, key=lambda m: -len(m.members))
    assert event.disputed_by == ("denial#e1",)
    assert alone.disputed_by == event.members
    assert "not having happened" in event.dispute[0]


def test_what_one_report_tells_and_denies_is_disputed(background: Background) -> None:
    case = next(c for c in CASES if c["name"] == "a strike and the denial of it")
    claim, denial = (make_act("r", case["both"] | case[n], background) for n in "ab")
    merged = merge([claim, replace(denial, id="r#e2", order=(*denial.order[:2], 2))], background)
    assert [m.disputed_by for m in merged] == [("r#e2",), ("r#e1",)]


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_acts_and_links_changes_nothing(shuffle: random.Random) -> None:
    background = _BACKGROUND
    acts = [make_act(f"r{i}{n}", c.get("both", {}) | c[n], background) for i, c in enumerate(CASES) for n in "ab"]
    links = list(link_acts(((a, b) for i, a in enumerate(acts) for b in acts[:i]), background.words))
    before = merge_acts(acts, links)
    shuffle.shuffle(acts)
    shuffle.shuffle(links)
    assert merge_acts(acts, links) == before


def test_no_event_holds_two_acts_that_contradict_each_other(background: Background) -> None:
    acts = [make_act(f"r{i}{n}", c.get("both", {}) | c[n], background) for i, c in enumerate(CASES) for n in "ab"]
    by_id = {act.id: act for act in acts}
    for merged in merge(acts, background):
        members = [by_id[m] for m in merged.members]
        assert all(find_contradiction(a, b) is None for i, a in enumerate(members) for b in members[:i])


@given(st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1]), st.floats(0, 1)))
def test_every_number_is_in_one_group_and_clashing_ones_are_apart(chances: dict[tuple[int, int], float]) -> None:
    groups = cluster(10, chances, lambda a, b: (a + b) % 7 == 0)
    assert sorted(i for group in groups for i in group) == list(range(10))
    assert not any((a + b) % 7 == 0 for group in groups for i, a in enumerate(group) for b in group[:i])


def test_a_crowded_block_is_split_and_still_pairs_what_is_alike(background: Background) -> None:
    fields = {
        "type": "ASSAULT",
        "when": "2022-11-12",
        "told": "2022-11-13",
        "actor": "Russia:RUS",
        "recipient": "Ukraine:UKR",
    }
    towns = [f"Town{i:03}" for i in range(300)]
    acts = [
        make_act(
            f"r{n}{town}",
            fields | {"words": "shelled", "place": f"{town}:UKR", "text": f"{town} was shelled."},
            background,
        )
        for town in towns
        for n in "ab"
    ]
    pairs = list(pairs_of_day(acts, frozenset(range(len(acts)))))
    assert len(pairs) < len(acts) ** 2 / 10
    alike = {frozenset((a.id, b.id)) for a, b in pairs if a.place == b.place}
    assert len(alike) == len(towns)


def merge(acts: list[Act], background: Background) -> tuple[Merged, ...]:
    links = link_acts(((a, b) for i, a in enumerate(acts) for b in acts[i + 1 :]), background.words)
    return merge_acts(acts, links)


def verdict(acts: list[Act], background: Background) -> str:
    """What becomes of two acts that are compared."""
    merged = merge(acts, background)
    if len(merged) == 1:
        return "one"
    return "disputed" if all(m.disputed_by for m in merged) else "apart"


def make_act(report: str, fields: Mapping[str, str], background: Background) -> Act:
    """An act from a case's fields."""
    start, _, end = fields.get("when", "").partition("/")
    first = date.fromisoformat(start) if start else None
    last = date.fromisoformat(end) if end else first
    place = [*fields.get("place", "").split(":"), None, None, None, None][:4]
    parties = {side: _parties(fields.get(side, "")) for side in ("actor", "recipient", "source")}
    text = fields.get("text", fields.get("words", ""))
    row = (
        f"{report}#e1", report, "e1", date.fromisoformat(fields["told"]), fields["type"], _TYPES[fields["type"]].quad,
        fields.get("mode", "").split(), *parties["actor"], [None] * len(parties["actor"][0]), *parties["recipient"],
        [None] * len(parties["recipient"][0]), parties["source"][0], first, last,
        place[0] or None, place[1], float(place[2]) if place[2] else None, float(place[3]) if place[3] else None,
        "city" if place[2] else "country", fields.get("auxiliary", "").split(),
        "negated" in fields.get("auxiliary", ""), False, [fields["words"]], text,
    )  # fmt: skip
    return as_act(row, background, background.words.weigh(text))


def _parties(text: str) -> tuple[list[str], list[str | None]]:
    pairs = [party.strip().partition(":") for party in text.split(";") if party.strip()]
    return [name for name, _, _ in pairs], [country or None for _, _, country in pairs]


_TYPES = load_codebook().types
_BACKGROUND = load_background()
