"""Groups of several nations, and words of nations that tell nobody's country."""

import pytest

from test_entities import entities


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("American and South Korean forces shelled the island.", {"American forces", "South Korean forces"}),
        ("French and American investigators accused the company.", {"French investigators", "American investigators"}),
        ("Norwegian and Sri Lankan officials condemned it.", {"Norwegian officials", "Sri Lankan officials"}),
        ("The Kenyan and South Sudanese armies clashed on Monday.", {"Kenyan army", "South Sudanese army"}),
    ],
)
def test_each_nation_of_a_joint_group_is_one_of_its_own(text: str, names: set[str]) -> None:
    found = set(entities(text))
    assert names <= found
    assert not found & {"United States", "South Korea", "Sri Lanka", "South Sudan"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Militants in the Niger Delta attacked a pipeline.", "Militants in the Niger Delta", None),
        ("A French charity accused Chad of blocking aid.", "French charity", "NGO"),
        ("Portuguese MEP Ana Prado accused the company of fraud.", "Ana Prado", "EUR"),
    ],
)
def test_a_nations_word_is_not_always_whose_somebody_is(text: str, name: str, country: str) -> None:
    assert entities(text)[name].country == country


def test_descent_tells_no_country() -> None:
    found = entities("People of Japanese descent in Lima demanded an apology from the Peruvian government.")
    assert next(e for e in found.values() if "descent" in e.name).country == "PER"


def test_a_state_secretary_for_ibero_america_is_not_of_the_united_states() -> None:
    text = "The Secretary of State for Ibero-America, Begona Ruiz, met the Argentine ambassador in Madrid."
    assert entities(text)["Begona Ruiz"].country != "USA"


def test_serbs_are_of_the_country_that_the_report_tells() -> None:
    found = entities("Bosnian officials met in Sarajevo. Serb gunners shelled Srebrenica in Bosnia on Monday.")
    assert found["Serb gunners"].country != "SRB"


def test_a_paper_called_by_an_article_is_not_in_a_longer_name() -> None:
    found = entities("The Hill People's Army attacked the post in Assam on Friday.")
    assert found["Hill People's Army"].country != "USA"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Polish soldiers of the NATO force shot at the car.", "Polish soldiers of the NATO force", "IGO"),
        (
            "A Norwegian major with the United Nations force, Arne Berg, accused the militia of firing.",
            "Arne Berg",
            "UNO",
        ),
        ("The French ambassador to the United Nations condemned it.", "French ambassador", "FRA"),
    ],
)
def test_who_serves_a_world_body_is_of_that(text: str, name: str, country: str) -> None:
    assert entities(text)[name].country == country


def test_foreign_ministry_officials_are_not_of_several_countries() -> None:
    (found,) = (e for name, e in entities("Foreign ministry officials condemned it.").items() if "officials" in name)
    assert "several" not in found.reason
    (found,) = (e for name, e in entities("Foreign officials condemned it.").items() if "officials" in name)
    assert "several" in found.reason


def test_both_foreign_ministers_are_of_the_two_countries_told_of() -> None:
    found = entities("Kenya and Uganda closed the border on Monday. Both foreign ministers will meet in May.")
    assert {"Kenya's foreign minister", "Uganda's foreign minister"} <= set(found)


def test_the_governments_of_two_states_are_the_states() -> None:
    found = entities("Chad and Togo signed a pact. The Chadian and Togolese governments condemned Peru.")
    assert {(e.name, e.country) for e in found.values()} == {("Chad", "TCD"), ("Togo", "TGO"), ("Peru", "PER")}
