"""Text as it may stand in XML: what the formats in XML share."""

import re
from xml.sax.saxutils import quoteattr

import orjson

from kg.export.elements import Value

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def legal(text: str) -> str:
    r"""Return a text with a replacement for each character that no XML document may hold.

    >>> legal("a\x00b")
    'a\ufffdb'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def attribute(text: str) -> str:
    """Return a text as a quoted attribute that is read back as it is, line ends included."""
    return quoteattr(legal(text), _SPACES)


def escaped(text: str) -> str:
    """Return a text as the content of an element."""
    return legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def plain(value: Value) -> str:
    """Return a value in the one form that XML Schema reads: lists as JSON, booleans in small letters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return orjson.dumps(value).decode() if isinstance(value, tuple) else str(value)
