"""What one abstract says, on abstracts written for the test and a lexicon of a handful of names."""

import pytest

from extraction.annotations import to_annotation
from extraction.pipeline import Extractor, load_extractor
from kg.model import EntityType, Extraction, FoundEntity, Paper, Relation

TITLE = "ProofPilot: Repairing Formal Proofs"
ABSTRACT = (
    "We introduce ProofPilot, a framework for automated theorem proving. "
    "On the miniF2F-test benchmark, ProofPilot reaches 61.7% accuracy, outperforming DeepSeek-Prover by 4.3%. "
    "The second task is Generalized Category Discovery (GCD) on ImageNet-100."
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


@pytest.fixture(scope="module")
def found(extractor: Extractor) -> Extraction:
    return extractor.extract(Paper("paper:x", TITLE, ABSTRACT))


def entity(extraction: Extraction, form: str) -> FoundEntity:
    return next(e for e in extraction.entities if form in (e.name, *e.forms))


def test_the_name_before_a_titles_colon_is_what_the_paper_proposes(found: Extraction) -> None:
    proposed = entity(found, "ProofPilot")
    assert (proposed.type, proposed.relation) == (EntityType.METHOD, Relation.PROPOSES)


def test_what_a_paper_measures_on_is_a_benchmark(found: Extraction) -> None:
    benchmark = entity(found, "miniF2F-test")
    assert (benchmark.type, benchmark.relation) == (EntityType.BENCHMARK, Relation.EVALUATES_ON)


def test_what_a_paper_outperforms_is_compared_to(found: Extraction) -> None:
    assert entity(found, "DeepSeek-Prover").relation is Relation.COMPARES_TO


def test_an_acronym_and_its_long_form_are_one_entity(found: Extraction) -> None:
    assert {"Generalized Category Discovery", "GCD"} <= set(entity(found, "GCD").forms)


def test_a_task_goes_by_its_long_form(found: Extraction) -> None:
    assert entity(found, "GCD").name == "Generalized Category Discovery"


def test_a_level_is_a_result_on_the_benchmark_of_its_sentence(found: Extraction) -> None:
    level = next(r for r in found.results if r.value == "61.7")
    assert (level.unit, level.on, level.metric, level.is_delta) == ("%", "miniF2F-test", "accuracy", False)


def test_a_gain_is_marked_as_a_gain(found: Extraction) -> None:
    assert next(r for r in found.results if r.value == "4.3").is_delta


def test_every_evidence_quotes_the_source_and_its_sentence(found: Extraction) -> None:
    pieces = [piece for e in found.entities for piece in e.evidence] + [r.evidence for r in found.results]
    assert pieces
    for piece in pieces:
        text = found.paper.text(piece.field)
        assert text[piece.start : piece.end] == piece.text
        assert text[piece.sentence_start :].startswith(piece.sentence)
        assert piece.text in piece.sentence


def test_classes_of_things_are_no_entities(extractor: Extractor) -> None:
    paper = Paper(
        "paper:x", "Models", "We train large language models (LLMs) and transformers with deep learning on GPUs."
    )
    assert extractor.extract(paper).entities == ()


def test_sizes_and_years_are_no_results(extractor: Extractor) -> None:
    text = "Since 2024 we release FooBench, a benchmark of 12,500 questions in 31 languages with 3 annotators."
    assert extractor.extract(Paper("paper:x", "FooBench: questions", text)).results == ()


def test_a_range_is_two_results(extractor: Extractor) -> None:
    text = "FooNet improves the accuracy on CIFAR-10 from 67.2% to 80.0%."
    found = extractor.extract(Paper("paper:x", "FooNet: nets", text))
    assert [r.value for r in found.results] == ["67.2", "80.0"]


def test_numbers_listed_respectively_go_with_the_data_in_order(extractor: Extractor) -> None:
    text = "FooNet gains 5.0% and 3.2% accuracy on CIFAR-10 and ImageNet, respectively."
    found = extractor.extract(Paper("paper:x", "FooNet: nets", text))
    assert [(r.value, r.on) for r in found.results] == [("5.0", "CIFAR-10"), ("3.2", "ImageNet")]


def test_offsets_point_behind_tex_residue(extractor: Extractor) -> None:
    text = r"We propose \textbf{FooNet}, which gains 5\% accuracy on CIFAR-10."
    found = extractor.extract(Paper("paper:x", "Nets", text))
    piece = entity(found, "FooNet").evidence[0]
    assert text[piece.start : piece.end] == "FooNet"
    assert [r.value for r in found.results] == ["5"]


def test_processes_change_neither_facts_nor_order(extractor: Extractor) -> None:
    papers = [Paper(f"paper:{i}", TITLE, ABSTRACT + f" We use LoRA{i}.") for i in range(40)]
    assert list(extractor.extract_many(papers, jobs=2)) == [extractor.extract(paper) for paper in papers]


def test_a_stream_of_papers_is_not_read_to_its_end_first(extractor: Extractor) -> None:
    def papers():
        yield Paper("paper:1", TITLE, ABSTRACT)
        raise AssertionError("read ahead")

    assert next(extractor.extract_many(papers())).paper.id == "paper:1"


def test_the_version_changes_with_the_names(extractor: Extractor) -> None:
    assert Extractor(()).version != extractor.version
    assert extractor.version.startswith("rules-")


def test_an_annotation_has_the_guides_keys_and_the_sources_id(found: Extraction) -> None:
    annotation = to_annotation("arXiv:1", found)
    assert list(annotation) == ["id", "entities", "results"]
    assert annotation["id"] == "arXiv:1"


def test_a_result_without_a_named_method_is_ours(extractor: Extractor) -> None:
    found = extractor.extract(Paper("paper:x", "A study", "We reach 61.7% accuracy on CIFAR-10."))
    assert [r["method"] for r in to_annotation("a", found)["results"]] == ["ours"]
