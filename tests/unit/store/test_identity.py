"""Which papers are one."""

from kg.ids import title_id
from kg.model import Paper
from kg.store.identity import ids_to_try, is_same_paper, main_id

ARXIV = "paper:arxiv:2401.00001"
TITLE = title_id("A proof")


def _paper(id_: str, *ids: str) -> Paper:
    return Paper(id_, "A proof", "", ids=ids)


def test_a_paper_is_looked_for_by_its_ids_and_then_by_its_title() -> None:
    assert ids_to_try(_paper(ARXIV, ARXIV, "paper:W1")) == (ARXIV, "paper:W1", TITLE)
    assert ids_to_try(_paper(TITLE)) == (TITLE,)


def test_an_id_from_a_source_decides_alone() -> None:
    assert is_same_paper(_paper(ARXIV), ARXIV, [ARXIV, "paper:W1"])


def test_a_shared_title_decides_where_one_side_is_known_by_its_title_alone() -> None:
    assert is_same_paper(_paper(ARXIV), TITLE, [TITLE])
    assert is_same_paper(_paper(TITLE), TITLE, [ARXIV])
    assert not is_same_paper(_paper(ARXIV), TITLE, ["paper:W1"])


def test_the_given_id_becomes_the_main_one_unless_it_is_made_from_the_title() -> None:
    assert main_id(_paper(ARXIV), TITLE) == ARXIV
    assert main_id(_paper(TITLE), ARXIV) == ARXIV
    assert main_id(_paper(TITLE), None) == TITLE
