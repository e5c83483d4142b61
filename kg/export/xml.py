"""Text as it may stand in XML: what the formats in XML share."""

import re

import orjson

from kg.export.elements import Value

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    r"""Return a text with a replacement for each character that no XML document may hold.

    >>> legal("a\x00b")
    'a\ufffdb'
    """
    return text if text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


def attribute(text: str) -> str:
    r"""Return a text as a quoted attribute that is read back as it is, line ends included.

    >>> attribute('a "b" & c\n')
    '"a &quot;b&quot; &amp; c&#10;"'
    """
    whole = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    if not whole.isprintable():
        whole = legal(whole).replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")
    return f'"{whole}"'


def escaped(text: str) -> str:
    """Return a text as the content of an element."""
    return legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def plain(value: Value) -> str:
    """Return a value in the one form that XML Schema reads: lists as JSON, booleans in small letters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return orjson.dumps(value).decode() if isinstance(value, tuple) else str(value)
