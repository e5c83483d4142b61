"""The names that ship, and how they are looked up."""

from collections import Counter
from pathlib import Path

import pytest

from extraction.training import make_lexicon
from kg.lexicon import Entry, Lexicon, load, parse
from kg.model import DATA_TYPES, EntityType
from kg.text import match_key

ENTRIES = load().entries


@pytest.mark.parametrize(
    ("form", "name", "type_"),
    [
        ("Mini-F2F", "miniF2F", EntityType.BENCHMARK),
        ("MS COCO", "COCO", EntityType.BENCHMARK),
        ("live code bench", "LiveCodeBench", EntityType.BENCHMARK),
        ("LoRA", "LoRA", EntityType.METHOD),
        ("retrieval-augmented generation", "retrieval-augmented generation", EntityType.METHOD),
        ("RAG", "retrieval-augmented generation", EntityType.METHOD),
        ("VQA", "visual question answering", EntityType.TASK),
        ("Fréchet inception distance", "FID", EntityType.METRIC),
    ],
)
def test_a_name_is_found_by_any_form(form, name, type_):
    assert (name, type_) in [(entry.name, entry.type) for entry in load().lookup(form)]


def test_an_unknown_form_is_not_found():
    assert load().lookup("no such name at all") == ()


def test_the_entry_that_is_spelled_so_comes_first():
    upper, mixed = Entry("MAP", EntityType.METHOD), Entry("mAP", EntityType.METRIC)
    assert Lexicon((upper, mixed)).lookup("mAP") == (mixed, upper)


def test_every_type_is_well_stocked():
    counts = Counter("data" if entry.type in DATA_TYPES else entry.type for entry in ENTRIES)
    assert all(counts[kind] >= 200 for kind in ("data", EntityType.METHOD, EntityType.TASK, EntityType.METRIC))


def test_no_two_entries_of_one_kind_share_a_form():
    owners: dict[tuple[bool, EntityType | None, str], str] = {}
    for form, entry in load().forms():
        kind = (entry.type in DATA_TYPES, None if entry.type in DATA_TYPES else entry.type, match_key(form))
        assert owners.setdefault(kind, entry.name) == entry.name


def test_every_parent_is_an_entry_of_the_same_kind():
    kinds = {(entry.name, entry.type in DATA_TYPES) for entry in ENTRIES}
    orphans = [
        e for e in ENTRIES if e.parent and (e.parent, e.type in DATA_TYPES) not in kinds and not load().lookup(e.parent)
    ]
    assert orphans == []


def test_cells_are_clean():
    assert all(form == form.strip() and 1 < len(form) <= 60 for form, _ in load().forms())


def test_a_line_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="columns"):
        parse(["only a name"])


def test_an_entry_survives_writing_and_reading():
    assert parse(map(make_lexicon.line, ENTRIES)).entries == ENTRIES


def test_the_shipped_file_is_what_the_maker_makes(shared: Path, tmp_path: Path):
    made = tmp_path / "names.tsv"
    make_lexicon.main(["--shared", str(shared), "--out", str(made)])
    shipped = Path(make_lexicon.__file__).parents[2] / "kg" / "data" / "names.tsv"
    assert made.read_bytes() == shipped.read_bytes()
