"""Evidence as JSON."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Evidence, Field
from kg.store.codec import evidence_from_json, evidence_to_json

_numbers = st.integers(0, 10_000)
_pieces = st.builds(
    Evidence,
    st.sampled_from(Field),
    _numbers,
    _numbers,
    st.text(),
    st.text(),
    _numbers,
    st.text(),
    st.floats(0, 1),
)


@given(st.lists(_pieces, max_size=3).map(tuple))
def test_evidence_comes_back_as_it_was(evidence: tuple[Evidence, ...]) -> None:
    assert evidence_from_json(evidence_to_json(evidence)) == evidence


def test_the_keys_are_the_names_that_the_model_has() -> None:
    written = evidence_to_json((Evidence(Field.TITLE, 0, 1, "A", "A b", 0, "rule@1", 0.5),))
    assert orjson.loads(written) == [
        {
            "field": "title",
            "start": 0,
            "end": 1,
            "text": "A",
            "sentence": "A b",
            "sentence_start": 0,
            "extractor": "rule@1",
            "confidence": 0.5,
        }
    ]
