"""What a name in a text means: spellings meet, and what is different stays apart."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon import Entry, Lexicon, load
from kg.linking import Link, Why, link
from kg.model import EntityType
from kg.text import match_key

B, D, M, T, X = (
    EntityType.BENCHMARK,
    EntityType.DATASET,
    EntityType.METHOD,
    EntityType.TASK,
    EntityType.METRIC,
)
EMPTY = Lexicon()


def shipped(name: str, type_: EntityType) -> Link:
    return link(name, type_, (name,), load())


def unknown(name: str, type_: EntityType) -> Link:
    return link(name, type_, (name,), EMPTY)


@pytest.mark.parametrize(
    ("type_", "names"),
    [
        (B, ["miniF2F", "Mini-F2F", "MiniF2F", "minif2f", "mini F2F", "the miniF2F benchmark"]),
        (B, ["COCO", "MS COCO", "MS-COCO", "MSCOCO"]),
        (B, ["HumanEval+", "HumanEvalPlus", "HumanEval-Plus"]),
        (B, ["miniF2F-test", "MiniF2F test", "miniF2F (test)", "Mini-F2F test set"]),
        (B, ["CIFAR-10", "CIFAR10", "Cifar 10"]),
        (M, ["GPT-4o-mini", "GPT4o-mini", "gpt-4o mini"]),
        (M, ["GNN", "GNNs", "graph neural network", "Graph Neural Networks"]),
        (M, ["Llama-3-8B", "LLaMA 3 8B", "Llama3-8B"]),
        (T, ["few-shot learning", "Few Shot Learning", "Few-Shot Learning"]),
        (T, ["generalized category discovery", "Generalised Category Discovery", "GCD"]),
        (X, ["F1", "F1-score", "F1 score"]),
        (X, ["pass@1", "Pass@1"]),
    ],
)
def test_spellings_of_a_known_name_meet(type_, names):
    assert len({shipped(name, type_).entity.id for name in names}) == 1


@pytest.mark.parametrize(
    ("type_", "names"),
    [
        (B, ["Foo-Bench", "FooBench", "Foo Bench", "the FooBench benchmark"]),
        (B, ["Foo-Bench-test", "FooBench test", "FooBench (test)"]),
        (M, ["Foo-Net", "FooNet"]),
        (M, ["FooNet-7B", "FooNet 7B"]),
        (M, ["frobnicated networks", "Frobnicated Network", "frobnicated-network"]),
        (T, ["frob modelling", "Frob Modeling"]),
        (T, ["multi-modal frobs", "multimodal frob"]),
        (X, ["frob accuracies", "Frob Accuracy"]),
    ],
)
def test_spellings_of_an_unknown_name_meet(type_, names):
    assert len({unknown(name, type_).entity.id for name in names}) == 1


@pytest.mark.parametrize(
    ("type_", "names"),
    [
        (M, ["GPT-4", "GPT-4o", "GPT-4o-mini", "GPT-4.1", "GPT-3", "GPT-3.5"]),
        (M, ["Qwen2", "Qwen2.5", "Qwen2.5-Math", "Qwen2.5-Coder", "Qwen3"]),
        (B, ["CIFAR-10", "CIFAR-100", "ImageNet", "ImageNet-100", "ImageNet-1K"]),
        (B, ["HumanEval", "HumanEval+", "MBPP", "MBPP+"]),
        (X, ["recall@1", "recall@5", "recall@10", "pass@1", "pass@10"]),
    ],
)
def test_different_things_stay_apart(type_, names):
    assert len({shipped(name, type_).entity.id for name in names}) == len(names)


@pytest.mark.parametrize(
    ("type_", "name", "id_", "parent"),
    [
        (B, "miniF2F-test", "data:minif2f-test", "data:minif2f"),
        (B, "miniF2F validation", "data:minif2f-val", "data:minif2f"),
        (B, "ImageNet-100", "data:imagenet-100", "data:imagenet"),
        (B, "ImageNet-50", "data:imagenet-50", "data:imagenet"),
        (B, "HumanEval+", "data:humaneval-plus", "data:humaneval"),
        (B, "SWE-bench Verified", "data:swe-bench-verified", "data:swe-bench"),
        (B, "MMLU-Pro", "data:mmlu-pro", "data:mmlu"),
        (B, "COCO val2017", "data:coco-val2017", "data:coco"),
        (M, "Llama-3-8B", "method:llama-3-8b", "method:llama-3"),
        (M, "BERT-large", "method:bert-large", "method:bert"),
    ],
)
def test_a_variant_names_what_it_is_a_variant_of(type_, name, id_, parent):
    linked = shipped(name, type_)
    assert (linked.entity.id, linked.entity.variant_of) == (id_, parent)
    assert linked.parents[0].id == parent


@pytest.mark.parametrize(
    ("type_", "name"),
    [(B, "CIFAR-10"), (B, "CIFAR-100"), (M, "GPT-4o"), (M, "GPT-3.5"), (M, "Qwen2.5"), (B, "KITTI-360")],
)
def test_a_version_of_its_own_is_no_variant(type_, name):
    assert shipped(name, type_).entity.variant_of is None


def test_of_an_unknown_base_only_a_split_word_makes_a_variant():
    assert unknown("FooBench-test", B).entity.variant_of == "data:foobench"
    assert unknown("FooBench-Hard", B).entity.variant_of is None
    assert unknown("FooNet-7B", M).entity.variant_of is None


def test_a_variant_of_a_variant_has_both_as_parents():
    linked = shipped("HumanEval+ test", B)
    assert [parent.id for parent in linked.parents] == ["data:humaneval-plus", "data:humaneval"]


def test_a_method_and_a_dataset_of_one_name_are_two_nodes():
    assert shipped("ImageNet", M).entity.id != shipped("ImageNet", D).entity.id


def test_a_dataset_and_a_benchmark_of_one_name_are_one_node_with_the_found_type():
    assert shipped("ImageNet", D).entity.id == shipped("ImageNet", B).entity.id
    assert shipped("ImageNet", D).entity.types == {D}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("miniF2F", Why.EXACT),
        ("MS COCO", Why.ALIAS),
        ("Mini-F2F", Why.SPELLING),
        ("COCO-val", Why.VARIANT),
        ("FooBench", Why.NEW),
    ],
)
def test_every_link_says_why(name, why):
    assert shipped(name, B).why is why


def test_an_unknown_acronym_is_what_its_known_long_form_is():
    forms = ("FCD", "frobnicated category discovery")
    lexicon = Lexicon((Entry("frobnicated category discovery", T),))
    assert link("FCD", T, forms, lexicon).entity.id == "task:frobnicated-category-discovery"
    assert link("FrobNet", T, forms, lexicon).why is Why.NEW


def test_known_forms_are_those_of_the_lexicon_and_of_the_paper():
    linked = link("Mini-F2F", B, ("Mini-F2F", "MINIF2F"), load())
    assert linked.entity.name == "miniF2F"
    assert {"miniF2F", "Mini-F2F", "MINIF2F"} <= set(linked.entity.aliases)


def test_the_entry_spelled_so_is_preferred_among_those_of_one_key():
    lexicon = Lexicon((Entry("MAP", X, cased=True), Entry("mAP", X, aliases=("mean AP",), cased=True)))
    assert link("mAP", X, ("mAP",), lexicon).entity.aliases[:2] == ("mAP", "mean AP")


def test_the_order_of_links_does_not_matter():
    names = ["miniF2F-test", "Mini-F2F", "FooBench"]
    ids = {tuple(sorted((name, shipped(name, B).entity.id) for name in order)) for order in permutations(names)}
    assert len(ids) == 1


def test_no_parent_in_the_lexicon_leads_in_a_circle():
    lexicon = load()
    for entry in lexicon.entries:
        linked = link(entry.name, entry.type, (), lexicon)
        ids = [linked.entity.id, *(parent.id for parent in linked.parents)]
        assert len(ids) == len(set(ids))


@given(st.text(max_size=40), st.sampled_from(EntityType))
def test_any_text_gets_an_id_and_is_among_the_aliases(name, type_):
    entity = unknown(name, type_).entity
    assert entity.id.partition(":")[2]
    assert match_key(name) in map(match_key, entity.aliases)
    assert unknown(name, type_) == unknown(name, type_)
