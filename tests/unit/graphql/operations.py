"""Operations made up over the schema: any fields, any arguments, aliases, fragments, directives and variables.

They come from a random number generator alone, so that a seed gives the same operation again, and cheaply.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
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

NAMES = ("miniF2F", "Mini-F2F", "ImageNet", "SAM", "ProofKit", "accuracy", "theorem proving", "nothing of the kind", "")
IDS = ("paper:arxiv:2501.00001", "2501.00003", "data:minif2f", "data:imagenet", "method:sam", "nothing", "x:y")
TEXTS = ("imagenet", "sam is", "\u00e9\U0001f600", "")
_BY_NAME: dict[str, Sequence[Any]] = {
    "name": NAMES,
    "id": IDS,
    **dict.fromkeys(("source", "target", "entity"), (*NAMES, *IDS)),
    "paper": IDS,
    "first": (1, 2, 3, 5, 20, 100, None) * 4 + (0, 101),
    "limit": (1, 5, 200),
    "depth": (1, 2),
    "after": (*[None] * 8, "WyJ1c2Vz", ""),
    "minConfidence": (0.0, 0.5, None),
}
_BY_TYPE: dict[str, Sequence[Any]] = {
    "Int": range(-1, 8),
    "Float": (0.0, 0.5, 1e9),
    "Boolean": (False, True),
    "ID": IDS,
    "String": (*NAMES, *TEXTS),
    "Date": ("2024-05-01", "2025-01-01"),
    "DateTime": ("2024-05-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00"),
}


@dataclass(slots=True)
class Operation:
    """A document in the making, and its variables."""

    schema: GraphQLSchema
    random: Random
    declared: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    names: int = 0

    def selection(self, type_: Any, depth: int) -> str:
        """Return some fields of a type; one that leads on at most while there is depth left."""
        parts = [] if is_abstract_type(type_) and not hasattr(type_, "fields") else self._fields(type_, depth)
        if is_abstract_type(type_):
            for concrete in self._some(self.schema.get_possible_types(type_), 2):
                parts.append(f"... on {concrete.name} {{ {self.selection(concrete, depth)} }}")
        return " ".join(parts) or "__typename"

    def root(self, type_: Any, depth: int, *, most: int, left_out: Sequence[str]) -> str:
        """Return some fields of a root, some of its own left out."""
        held = [(name, one) for name, one in type_.fields.items() if name not in left_out]
        return " ".join(self._field(name, one, depth) for name, one in self._some(held, most))

    def _fields(self, type_: Any, depth: int) -> list[str]:
        held = [(name, one) for name, one in type_.fields.items() if depth or not _leads_on(one)]
        return [self._field(name, one, depth) for name, one in self._some(held, 4 if depth else 3)]

    def _field(self, name: str, one: GraphQLField, depth: int) -> str:
        given = self._arguments(one)
        alias = f"{self._fresh('a')}: " if given or self._once_in(10) else ""
        inner = f" {{ {self.selection(get_named_type(one.type), depth - 1)} }}" if _leads_on(one) else ""
        flag = self.random.choice(("", "", "", "", " @include(if: true)", " @skip(if: $flag)"))
        if "$flag" in flag and "$flag: Boolean!" not in self.declared:
            self.declared.append("$flag: Boolean!")
            self.variables["flag"] = self._once_in(2)
        return f"{alias}{name}{given}{flag}{inner}"

    def _arguments(self, one: GraphQLField) -> str:
        asked = [
            f"{name}: {self._argument(name, argument.type)}"
            for name, argument in one.args.items()
            if is_required_argument(argument) or self._once_in(3)
        ]
        return f"({', '.join(asked)})" if asked else ""

    def _argument(self, name: str, type_: GraphQLInputType) -> str:
        value = self._value(name, type_)
        if self._once_in(2):
            return _literal(value, type_)
        variable = self._fresh("v")
        self.declared.append(f"${variable}: {type_}")
        self.variables[variable] = value
        return f"${variable}"

    def _value(self, name: str, type_: GraphQLInputType) -> Any:
        if isinstance(type_, GraphQLNonNull):
            while (value := self._value(name, type_.of_type)) is None:
                pass
            return value
        if isinstance(type_, GraphQLList):
            return [self._value(name, type_.of_type) for _ in range(self.random.randint(0, 3))]
        if name in _BY_NAME:
            return self.random.choice(_BY_NAME[name])
        if isinstance(type_, GraphQLEnumType):
            return self.random.choice(sorted(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return {
                key: self._value(key, one.type)
                for key, one in type_.fields.items()
                if isinstance(one.type, GraphQLNonNull) or self._once_in(2)
            }
        return self.random.choice(_BY_TYPE.get(str(type_), (None,)))

    def _some(self, items: Sequence[Any], most: int) -> list[Any]:
        return self.random.sample(list(items), min(len(items), self.random.randint(1, most)))

    def _once_in(self, times: int) -> bool:
        return self.random.randrange(times) == 0

    def _fresh(self, letter: str) -> str:
        self.names += 1
        return f"{letter}{self.names}"


def operation(
    schema: GraphQLSchema, random: Random, *, depth: int, kind: str = "query", left_out: Sequence[str] = ()
) -> tuple[str, dict[str, Any]]:
    """Return an operation of at most so many levels of objects, and its variables; a subscription has one root."""
    made = Operation(schema, random)
    root = {"query": schema.query_type, "mutation": schema.mutation_type, "subscription": schema.subscription_type}
    fields = made.root(root[kind], depth, most=1 if kind == "subscription" else 4, left_out=left_out)
    declared = f"({', '.join(made.declared)})" if made.declared else ""
    return f"{kind}{declared} {{ {fields} }}", made.variables


def _leads_on(one: GraphQLField) -> bool:
    return is_composite_type(get_named_type(one.type))


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
