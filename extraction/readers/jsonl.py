"""The readers of JSON lines (an object a line) and of JSON documents (an array of objects, or object after object).

Fields: `title` and `abstract` are required; `id`, `authors`, `date`, `url`, `organization` and `summary` are not.
Others are passed over. See `json_paper`.
"""

import json
import re
from collections.abc import Iterable, Iterator

from extraction.readers.json_paper import InvalidRecordError, to_paper
from extraction.readers.record import Record, Reject

_BETWEEN_VALUES = re.compile(r"[ \t\r\n,\[\]]*")
_DECODER = json.JSONDecoder()
_UNDECODED = re.compile("[\udc80-\udcff]")


def read_jsonl(lines: Iterable[str], *, name: str) -> Iterator[Record | Reject]:
    """Yield a paper or a reject for each line that is not blank; one line at a time is held.

    Bytes that are no UTF-8 are expected as the lone surrogates of `errors="surrogateescape"`; their line is rejected.
    """
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            continue
        place = f"{name}:{number}"
        if _UNDECODED.search(text):
            yield Reject(place, "not UTF-8 text", text)
            continue
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            yield Reject(place, f"broken JSON: {error.msg} at character {error.pos + 1}", text)
        except (ValueError, RecursionError):
            yield Reject(place, "broken JSON: too deep, or a number too long", text)
        else:
            yield _record(value, text, place)


def read_json(text: str, *, name: str) -> Iterator[Record | Reject]:
    """Yield a paper or a reject for each object of a document, which may be an array; `place` has the object's line.

    After broken JSON nothing can be read: what is left of the document is one reject.
    """
    position, line, opened = 0, 1, 0
    while True:
        start = _between(text, position)
        line += text.count("\n", position, start)
        opened += text.count("[", position, start) - text.count("]", position, start)
        place = f"{name}:{line}"
        if start == len(text):
            if opened > 0:
                yield Reject(place, "broken JSON: the array has no end", "")
            return
        try:
            value, end = _DECODER.raw_decode(text, start)
        except json.JSONDecodeError as error:
            yield Reject(place, f"broken JSON: {error.msg} on line {error.lineno}", text[start:])
            return
        except (ValueError, RecursionError):
            yield Reject(place, "broken JSON: too deep, or a number too long", text[start:])
            return
        yield _record(value, text[start:end], place)
        line += text.count("\n", start, end)
        position = end


def _between(text: str, position: int) -> int:
    match = _BETWEEN_VALUES.match(text, position)
    return match.end() if match else position


def _record(value: object, raw: str, place: str) -> Record | Reject:
    try:
        paper, source_id = to_paper(value)
    except InvalidRecordError as error:
        return Reject(place, str(error), raw)
    return Record(source_id, paper, place)
