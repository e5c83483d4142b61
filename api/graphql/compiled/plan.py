"""Plans: an operation compiled to columns, each of which is read for all objects of a level at once.

The ordinary executor visits each field of each object. A plan knows the shape of the answer beforehand (aliases,
fragments, directives and `__typename` are settled when it is made), so that a request only reads and zips. What
`fields.FIELDS` holds can be planned; everything else, and whatever fails, is the ordinary executor's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    ListValueNode,
    ObjectValueNode,
    TypeNameMetaFieldDef,
    ValueNode,
    VariableNode,
    get_argument_values,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields

from api.graphql.limits.documents import Asked

Args = Mapping[str, Any]


class NotPlannedError(Exception):
    """The ordinary executor has to answer."""


@dataclass(frozen=True, slots=True)
class Step:
    """A field of the answer: its key there, how it is read, and what is asked of the objects that it leads to."""

    name: str
    node: FieldNode
    definition: GraphQLField
    column: "Column"
    inner: "Selection | None"
    is_list: bool
    fixed: Args | None
    """The arguments where no variable is among them."""

    def args(self, run: Any) -> Args:  # noqa: ANN401  (a `run.Run`, which knows plans)
        """Return the arguments under the variables of this run."""
        if self.fixed is not None:
            return self.fixed
        known: Args | None = run.args.get(id(self))
        if known is None:
            known = run.args[id(self)] = get_argument_values(self.definition, self.node, run.variables)
        return known

    @property
    def asks(self) -> frozenset[str]:
        """Return the names of the fields that are asked of what it leads to."""
        return self.inner.asks if self.inner else frozenset()

    def read(self, run: Any, values: Sequence[Any]) -> list[Any]:  # noqa: ANN401
        """Return what stands in the answer for each value."""
        found = self.column(run, values, self)
        if self.inner is None:
            return found
        if self.is_list:
            filled = iter(self.inner.read(run, list(chain.from_iterable(found))))
            return [list(islice(filled, len(each))) for each in found]
        filled = iter(self.inner.read(run, [each for each in found if each is not None]))
        return [None if each is None else next(filled) for each in found]


Column = Callable[[Any, Sequence[Any], Step], list[Any]]
"""Reads a field of all the values of a level: scalars as JSON has them, or the values (lists of them) it leads to."""


def each(read: Callable[[Any], Any]) -> Column:
    """Return the column of what is read from each value by itself."""
    return lambda _run, values, _step: list(map(read, values))


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked of an object, by the name of its type."""

    steps: Mapping[str, tuple[Step, ...]]
    type_of: Callable[[Any], str] | None
    """Tells the type of a value; None where there is only one."""
    asks: frozenset[str]

    def read(self, run: Any, values: Sequence[Any]) -> list[dict[str, Any]]:  # noqa: ANN401
        """Return the object of each value, in order."""
        if self.type_of is None:
            return _zipped(run, next(iter(self.steps.values())), values)
        types = [self.type_of(value) for value in values]
        if len(set(types)) == 1 and types[0] in self.steps:
            return _zipped(run, self.steps[types[0]], values)
        filled: dict[str, Iterator[dict[str, Any]]] = {}
        for type_ in dict.fromkeys(types):
            same = [value for value, own in zip(values, types, strict=True) if own == type_]
            if type_ not in self.steps:
                raise NotPlannedError
            filled[type_] = iter(_zipped(run, self.steps[type_], same))
        return [next(filled[type_]) for type_ in types]


def _zipped(run: Any, steps: Sequence[Step], values: Sequence[Any]) -> list[dict[str, Any]]:  # noqa: ANN401
    if not values or not steps:  # `@skip` may leave nothing
        return [{} for _ in values]
    names = [step.name for step in steps]
    columns = [step.read(run, values) for step in steps]
    if len(steps) == 1:
        (name,), (column,) = names, columns
        return [{name: value} for value in column]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


Fields = Mapping[str, Mapping[str, Column]]
"""What can be planned: the column of each field, by the name of its type."""


def plan_of(schema: GraphQLSchema, asked: Asked, fields: Fields, type_of: Callable[[Any], str]) -> Selection:
    """Return what an operation asks of the root. Raises `NotPlannedError` for anything that `fields` lacks."""
    root = schema.query_type
    if root is None or asked.operation.operation.value != "query":
        raise NotPlannedError
    maker = _Maker(schema, asked, fields, type_of)
    collected = collect_fields(schema, maker.fragments, asked.variables, root, asked.operation)
    steps = maker.steps(root, collected.grouped_field_set)
    return Selection({root.name: steps}, None, _asks(steps))


class _Maker:
    """Compiles selections of one operation."""

    def __init__(self, schema: GraphQLSchema, asked: Asked, fields: Fields, type_of: Callable[[Any], str]) -> None:
        self.fragments = {name: FragmentDetails(node) for name, node in asked.document.fragments.items()}
        self._schema = schema
        self._asked = asked
        self._fields = fields
        self._type_of = type_of

    def steps(self, type_: GraphQLObjectType, grouped: Mapping[str, list[FieldDetails]]) -> tuple[Step, ...]:
        return tuple(self._step(type_, name, details) for name, details in grouped.items())

    def _step(self, type_: GraphQLObjectType, name: str, details: list[FieldDetails]) -> Step:
        node = details[0].node
        field = node.name.value
        if field == "__typename":
            return Step(name, node, TypeNameMetaFieldDef, _constant(type_.name), None, is_list=False, fixed={})
        column = self._fields.get(type_.name, {}).get(field)
        if column is None:
            raise NotPlannedError
        definition = type_.fields[field]
        named = get_named_type(definition.type)
        inner = self._selection(named, details) if is_composite_type(named) else None
        is_list = is_list_type(get_nullable_type(definition.type))
        return Step(name, node, definition, column, inner, is_list, _fixed(definition, node))

    def _selection(self, type_: GraphQLNamedType, details: list[FieldDetails]) -> Selection:
        types = self._schema.get_possible_types(type_) if is_abstract_type(type_) else [cast(GraphQLObjectType, type_)]
        known = [each for each in types if each.name in self._fields]
        steps = {each.name: self.steps(each, self._subfields(each, details)) for each in known}
        if not steps:
            raise NotPlannedError
        asks = frozenset[str]().union(*(_asks(own) for own in steps.values()))
        return Selection(steps, None if len(types) == 1 else self._type_of, asks)

    def _subfields(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> Mapping[str, list[FieldDetails]]:
        asked = self._asked
        collected = collect_subfields(self._schema, self.fragments, asked.variables, asked.operation, type_, details)
        return collected.grouped_field_set


def _asks(steps: Sequence[Step]) -> frozenset[str]:
    return frozenset(step.node.name.value for step in steps).union(*(step.asks for step in steps))


def _fixed(definition: GraphQLField, node: FieldNode) -> Args | None:
    if any(_has_variable(argument.value) for argument in node.arguments or ()):
        return None
    try:
        return get_argument_values(definition, node)
    except GraphQLError:
        return None  # told when it is asked


def _has_variable(value: ValueNode) -> bool:
    match value:
        case VariableNode():
            return True
        case ListValueNode(values=values):
            return any(map(_has_variable, values))
        case ObjectValueNode(fields=fields):
            return any(_has_variable(field.value) for field in fields)
    return False


def _constant(text: str) -> Column:
    return lambda _run, values, _step: [text] * len(values)
