"""Sources: who speaks."""

from collections.abc import Callable

from spacy.language import Language

from onrecord.actors.layer import actors
from tests.unit.actors.conftest import Found, article, quote

Read = Callable[..., Found]
ADA = {"Ada Berg": "PERSON", "Berg": "PERSON", "Norway": "GPE", "Norwegian": "NORP", "Oslo": "GPE"}


def test_a_name_with_its_title(read: Read) -> None:
    found = read("Port director Ada Berg said the ships left.", ADA, "Port director Ada Berg")
    assert found.speakers == ["Ada Berg"]
    assert found.actors["Ada Berg"]["role"] == "Port director"


def test_a_short_title(read: Read) -> None:
    assert read("Cpl. Ada Berg said the ships left.", ADA, "Cpl. Ada Berg").speakers == ["Ada Berg"]


def test_a_body_in_apposition(read: Read) -> None:
    names = {"Solbakk Press": "ORG"}
    found = read("The printer, Solbakk Press, said the ships left.", names, "The printer, Solbakk Press,")
    assert found.speakers == ["Solbakk Press"]


def test_a_pronoun_is_resolved(read: Read) -> None:
    found = read("Ada Berg met the crew on Monday. She said the ships left.", ADA, "She")
    assert found.speakers == ["Ada Berg"]
    assert found.confidences[0] is not None
    assert 0.4 <= found.confidences[0] <= 1


def test_a_pronoun_without_antecedent_is_nobody(read: Read) -> None:
    found = read("She said the ships left.", {}, "She")
    assert found.speakers == [None]
    assert found.actors == {}


def test_a_possessor(read: Read) -> None:
    found = read("Ada Berg met the crew. Her denials changed nothing.", ADA, "Her")
    assert found.speakers == ["Ada Berg"]


def test_a_relative_pronoun_stands_for_its_antecedent(read: Read) -> None:
    found = read("Ada Berg, who said that the ships had left, was in Oslo.", ADA, "who")
    assert found.speakers == ["Ada Berg"]


def test_a_group(read: Read) -> None:
    found = read("Norwegian officials said the ships left.", ADA, "Norwegian officials")
    assert found.speakers == ["Norwegian officials"]
    actor = found.actors["Norwegian officials"]
    assert (actor["label"], actor["country"], actor["anonymous"]) == ("GROUP", "NO", False)


def test_a_role_alone(read: Read) -> None:
    found = read("A Norwegian harbor official said the ships left.", ADA, "A Norwegian harbor official")
    assert found.speakers == ["Norwegian harbor official"]
    assert found.actors["Norwegian harbor official"]["label"] == "PERSON"


def test_anonymous_sources(read: Read) -> None:
    text = "Two officials said the ships left. The officials spoke on condition of anonymity."
    assert read(text, {}, "Two officials").actors["Two officials"]["anonymous"] is True
    text = "Officials, speaking anonymously, said the ships left."
    assert read(text, {}, "Officials, speaking anonymously,").actors["Officials"]["anonymous"] is True


def test_joint_sources(read: Read) -> None:
    names = {"Oslo": "GPE", "Stockholm": "GPE"}
    found = read("Oslo and Stockholm said the ships had left.", names, "Oslo and Stockholm")
    assert found.speakers == ["Oslo and Stockholm"]
    assert found.actors["Oslo and Stockholm"]["label"] == "GROUP"


def test_a_document(read: Read) -> None:
    found = read("The report said that the ships had left.", {}, "The report")
    assert found.actors["report"]["label"] == "ORG"


def test_a_body_is_named_without_its_owner(read: Read) -> None:
    found = read("Norway’s fisheries ministry said the ships left.", ADA, "Norway’s fisheries ministry")
    assert found.speakers == ["fisheries ministry"]
    assert found.actors["fisheries ministry"]["country"] == "NO"


def test_a_description_means_who_bears_the_role(read: Read) -> None:
    text = "Ada Berg, a Norwegian lawmaker, met the crew. The lawmaker said the ships left."
    assert read(text, ADA, "The lawmaker").speakers == ["Ada Berg"]


def test_a_description_of_nobody_named_is_an_actor_of_its_own(read: Read) -> None:
    text = "Ada Berg met the crew. A fisherman said the ships left."
    assert read(text, ADA, "A fisherman").speakers == ["fisherman"]


def test_the_same_officials_again(read: Read) -> None:
    text = "Norwegian officials met the crew. The officials said the ships left."
    assert read(text, ADA, "Norwegian officials", "The officials").speakers == ["Norwegian officials"] * 2


def test_i_is_the_speaker_of_the_quote_around_it(nlp: Language) -> None:
    text = "“I think the ships left,” Ada Berg said."
    quotes = [quote(text, 1, "Ada Berg", "“I think the ships left,”"), quote(text, 2, "I", "the ships left", "Q1")]
    found = actors(article(nlp, text, ADA, quotes))
    assert found.speakers["Q1"][0] == found.speakers["Q2"][0]


def test_a_ring_of_parents_ends(nlp: Language) -> None:
    text = "I said we left."
    quotes = [quote(text, 1, "I", "left", "Q2"), quote(text, 2, "we", "left", "Q1")]
    assert actors(article(nlp, text, {}, quotes)).speakers == {}


def test_ids_count_by_first_offset_over_names_and_sources(read: Read) -> None:
    found = read("Officials in Oslo said the ships left Norway.", ADA, "Officials in Oslo")
    assert [actor["name"] for actor in found.actors.values()] == ["Officials in Oslo", "Oslo", "Norway"]
    assert [actor["id"] for actor in found.actors.values()] == ["E1", "E2", "E3"]
