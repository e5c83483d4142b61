"""Operations made up over the schema: any fields, any arguments, aliases, fragments, directives and variables."""

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_required_argument,
)
from hypothesis import strategies as st

NAMES = ("miniF2F", "Mini-F2F", "ImageNet", "SAM", "ProofKit", "accuracy", "theorem proving", "nothing of the kind", "")
IDS = ("paper:arxiv:2501.00001", "2501.00003", "data:minif2f", "data:imagenet", "method:sam", "nothing", "x:y")
TEXTS = ("imagenet", "sam is", "\u00e9\U0001f600", "")
_BY_NAME = {
    "name": st.sampled_from(NAMES),
    "id": st.sampled_from(IDS),
    "ids": st.lists(st.sampled_from(IDS), max_size=3),
    "around": st.lists(st.sampled_from(IDS), max_size=3),
    "first": st.sampled_from((1, 2, 3, 20, 100, 0, 101, None)),
    "limit": st.sampled_from((1, 5, 200)),
    "depth": st.sampled_from((1, 2)),
    "after": st.sampled_from((None, None, None, "WyJ1c2Vz", "")),
    "minConfidence": st.sampled_from((0.0, 0.5, None)),
}
_BY_TYPE = {
    "Int": st.integers(-1, 7),
    "Float": st.sampled_from((0.0, 0.5, 1e9)),
    "Boolean": st.booleans(),
    "ID": st.sampled_from(IDS),
    "String": st.sampled_from((*NAMES, *TEXTS)),
    "Date": st.sampled_from(("2024-05-01", "2025-01-01")),
    "DateTime": st.sampled_from(("2024-05-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00")),
}


@dataclass(slots=True)
class Operation:
    """A document in the making, and its variables."""

    schema: GraphQLSchema
    draw: Any
    declared: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    names: int = 0

    def selection(self, type_: Any, depth: int) -> str:
        """Return some fields of a type; one that leads on at most while there is depth left."""
        parts = [] if is_abstract_type(type_) and not hasattr(type_, "fields") else self._fields(type_, depth)
        if is_abstract_type(type_):
            for concrete in self.draw(_some(self.schema.get_possible_types(type_), 2)):
                parts.append(f"... on {concrete.name} {{ {self.selection(concrete, depth)} }}")
        return " ".join(parts) or "__typename"

    def _fields(self, type_: Any, depth: int) -> list[str]:
        held = [(name, one) for name, one in type_.fields.items() if depth or not _leads_on(one)]
        return [self._field(name, one, depth) for name, one in self.draw(_some(held, 4 if depth else 3))]

    def _field(self, name: str, one: GraphQLField, depth: int) -> str:
        given = self._arguments(one)
        alias = f"{self._fresh('a')}: " if given or self.draw(st.integers(0, 9)) == 0 else ""
        inner = f" {{ {self.selection(get_named_type(one.type), depth - 1)} }}" if _leads_on(one) else ""
        flag = self.draw(st.sampled_from(("", "", "", "", " @include(if: true)", " @skip(if: $flag)")))
        if "$flag" in flag and "$flag: Boolean!" not in self.declared:
            self.declared.append("$flag: Boolean!")
            self.variables["flag"] = self.draw(st.booleans())
        return f"{alias}{name}{given}{flag}{inner}"

    def _arguments(self, one: GraphQLField) -> str:
        asked = [
            f"{name}: {self._argument(name, argument.type)}"
            for name, argument in one.args.items()
            if is_required_argument(argument) or self.draw(st.integers(0, 2)) == 0
        ]
        return f"({', '.join(asked)})" if asked else ""

    def _argument(self, name: str, type_: GraphQLInputType) -> str:
        value = self.draw(_values(name, type_))
        if self.draw(st.booleans()):
            return _literal(value, type_)
        variable = self._fresh("v")
        self.declared.append(f"${variable}: {type_}")
        self.variables[variable] = value
        return f"${variable}"

    def _fresh(self, letter: str) -> str:
        self.names += 1
        return f"{letter}{self.names}"


@st.composite
def operations(draw: Any, schema: GraphQLSchema, depth: int) -> tuple[str, dict[str, Any]]:
    """Return a query of at most so many levels of objects, and its variables."""
    made = Operation(schema, draw)
    fields = made.selection(schema.query_type, depth)
    declared = f"({', '.join(made.declared)})" if made.declared else ""
    return f"query{declared} {{ {fields} }}", made.variables


def _leads_on(one: GraphQLField) -> bool:
    return is_composite_type(get_named_type(one.type))


def _some(items: Any, most: int) -> st.SearchStrategy[list[Any]]:
    held = list(items)
    if not held:
        return st.just([])
    return st.lists(st.sampled_from(range(len(held))), min_size=1, max_size=most, unique=True).map(
        lambda chosen: [held[number] for number in chosen]
    )


def _values(name: str, type_: GraphQLInputType) -> st.SearchStrategy[Any]:
    if isinstance(type_, GraphQLNonNull):
        return _values(name, type_.of_type).filter(lambda value: value is not None)
    if name in _BY_NAME:
        return _BY_NAME[name]
    if isinstance(type_, GraphQLList):
        return st.lists(_values("", type_.of_type), max_size=2)
    if isinstance(type_, GraphQLEnumType):
        return st.sampled_from(sorted(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        parts = {key: _values(key, one.type) for key, one in type_.fields.items()}
        required = {key: each for key, each in parts.items() if isinstance(type_.fields[key].type, GraphQLNonNull)}
        return st.fixed_dictionaries(required, optional={key: parts[key] for key in parts.keys() - required.keys()})
    return _BY_TYPE.get(str(type_), st.none())


def _literal(value: Any, type_: GraphQLInputType) -> str:
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if value is None:
        return "null"
    if isinstance(inner, GraphQLEnumType):
        return str(value)
    if isinstance(inner, GraphQLList):
        return f"[{', '.join(_literal(each, inner.of_type) for each in value)}]"
    if isinstance(inner, GraphQLInputObjectType):
        return f"{{{', '.join(f'{key}: {_literal(each, inner.fields[key].type)}' for key, each in value.items())}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
