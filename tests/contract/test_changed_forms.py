"""What changed of the names since a revision: enough to keep an index of them, and no more."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import PaperFacts, Relation
from kg.search import NameIndex
from kg.store.base import GraphStore
from kg.store.summaries import FormChanges
from tests.contract.conftest import Fresh
from tests.contract.facts import batches, entity, facts, paper


def test_the_forms_that_changed_since_a_revision_are_told(store: GraphStore) -> None:
    kept, other = entity("method:kept"), entity("method:other", "Other")
    store.upsert([facts(paper("paper:a"), [(kept, Relation.USES)]), facts(paper("paper:b"), [(other, Relation.USES)])])
    since = store.revision()
    assert store.changed_forms(since) == FormChanges(since, frozenset(), ())
    renamed = replace(other, aliases=("Other", "OTHR"))
    new = entity("data:new", "New")
    store.upsert([facts(paper("paper:c"), [(renamed, Relation.USES), (new, Relation.USES)])])
    store.remove(["paper:c"])
    changes = store.changed_forms(since)
    assert (changes.revision, changes.entity_ids) == (store.revision(), {"method:other", "data:new"})
    forms = {(form.form, form.entity_id, form.name, form.paper_count) for form in changes.forms}
    assert {("Other", "method:other", "Other", 1), ("OTHR", "method:other", "Other", 1)} <= forms
    assert {form.entity_id for form in changes.forms} == {"method:other"}
    store.remove(["paper:b"])
    assert store.changed_forms(since).forms == ()


def test_an_index_that_follows_the_changes_is_that_of_all_forms(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches, cut=st.integers(0, 6))
    def law(batch: list[PaperFacts], cut: int) -> None:
        store = fresh()
        store.upsert(batch[:cut])
        index, since = NameIndex(store.forms()), store.revision()
        store.upsert(batch[cut:])
        store.remove([facts.paper.id for facts in batch[::3]])
        changes = store.changed_forms(since)
        followed, whole = index.with_changes(changes.entity_ids, changes.forms), NameIndex(store.forms())
        for text in ("miniF2F", "zet", "i", "angstrom"):
            assert followed.search(text) == whole.search(text)

    law()
