"""The figures of the extractor that ships, as the API tells them."""

from extraction.evaluation.quality import shipped_quality
from tests.unit.graphql.conftest import Ask


def test_the_figures_of_what_ships_are_told(ask: Ask) -> None:
    told = ask(
        """{ stats { extraction { gold papers extractor
             figures { name precision recall f1 right predicted gold }
             reliability { low high count confidence right } } } }"""
    )["stats"]["extraction"]
    shipped = shipped_quality()
    assert shipped
    assert (told["gold"], told["papers"], told["extractor"]) == (shipped.gold, shipped.papers, shipped.extractor)
    assert {each["name"]: each["f1"] for each in told["figures"]} == {each.name: each.f1 for each in shipped.figures}
    assert [each["count"] for each in told["reliability"]] == [each.count for each in shipped.reliability]
