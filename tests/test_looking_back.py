"""Recipients that the acts told before give to a demand or a judgement."""

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("Kosovo police arrested two Serbs on Monday. Belgrade demanded their immediate release.", "REQUEST", ["XKX"]),
        (
            "Belarus jailed activist Maria Kolesnikova in September. The European Union on Friday called for her "
            "immediate and unconditional release.",
            "REQUEST", ["BLR"],
        ),
        (
            "Turkey arrested a Swedish reporter. Sweden arrested two Turkish men. Ankara demanded their release.",
            "REQUEST", ["SWE"],
        ),
        ("Iran seized a Greek tanker and detained its crew. Athens demanded that they be freed.", "REQUEST", ["IRN"]),
        ("Iran and Israel met in Oman. Athens demanded the release of the sailors.", "REQUEST", []),
        (
            "Armenia and Azerbaijan exchanged fire on Monday. They must halt the fighting at once, UN chief Antonio "
            "Guterres said.",
            "REQUEST", ["ARM", "AZE"],
        ),
        (
            "Russia detained the journalist Evan Shore last month. The White House condemned his arrest.",
            "ACCUSE", ["RUS"],
        ),
        ("Soldiers seized power in Guinea. ECOWAS threatened sanctions.", "THREATEN", ["GIN"]),
        ("Hungary blocked the aid package on Friday. Kyiv deplored the decision.", "ACCUSE", ["HUN"]),
    ],
)  # fmt: skip
def test_a_demand_or_judgement_looks_back_at_who_did_it(text: str, kind: str, recipients: list[str]) -> None:
    reading = dragoman.read(text, date="2023-02-10")
    country = {e.id: e.country for e in reading.entities}
    (event,) = (e for e in reading.events if e.type == kind)
    assert [country[i] for i in event.recipient] == recipients
