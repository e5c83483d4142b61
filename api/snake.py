"""The keys of the API's answers as the command spells them."""

import re
from collections.abc import Mapping


def snake(value: object) -> object:
    """Return a JSON value with its keys in snake case.

    >>> snake({"paperCount": 1, "edges": [{"isDelta": True}]})
    {'paper_count': 1, 'edges': [{'is_delta': True}]}
    """
    if isinstance(value, Mapping):
        return {_snake_key(key): snake(item) for key, item in value.items()}
    return [snake(item) for item in value] if isinstance(value, list) else value


def _snake_key(key: str) -> str:
    return key if key.startswith("__") else re.sub(r"(?<=[a-z0-9])([A-Z])", lambda m: "_" + m.group().lower(), key)
