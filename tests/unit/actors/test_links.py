"""The network's view of a pronoun's antecedents as features, with a network that reads scores off the tokens."""

import numpy as np

from onrecord.actors.links import Links
from onrecord.actors.mentions import Mention


def name(start: int, end: int) -> Mention:
    return Mention(start, end, start, start, "name", "person", "", False)


def links(scores: list[float]) -> Links:
    """A mention scores the mean of its two tokens' scores."""
    column = np.array(scores, np.float32)[:, None]
    return Links(np.zeros_like(column), column, lambda pronoun, mention: pronoun + mention)


def test_scores_and_leads_become_features() -> None:
    found = links([4.0, 0.0, -2.0, 0.0]).features(3, [[name(0, 1)], [name(2, 3)], []])
    assert found == [["link=4", "link_lead=4"], ["link=-2", "link_lead=-5"], ["link=none"]]


def test_all_mentions_of_an_entity_count_together() -> None:
    (found,) = links([1.0, 1.0, 0.0]).features(2, [[name(0, 1), name(1, 2)]])
    assert found == ["link=2", "link_lead=2"]


def test_a_name_is_its_first_and_last_token_and_anything_else_its_head() -> None:
    nominal = Mention(0, 3, 1, 1, "nominal", "person", "", False)
    found = links([6.0, 2.0, 0.0]).features(2, [[name(0, 3)], [nominal]])
    assert [names[0] for names in found] == ["link=3", "link=2"]


def test_without_mentions_in_the_paragraph_nothing_is_known() -> None:
    assert links([0.0]).features(0, [[], []]) == [["link=none"], ["link=none"]]
    assert links([0.0]).features(0, []) == []
