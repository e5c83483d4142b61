"""What an operation may cost: an upper bound of the objects in its answer, from the schema and the arguments alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_argument_values,
    get_named_type,
    is_composite_type,
)
from graphql.execution.values import VariableValues

from api.graphql.paging import DEFAULT_PAGE, LARGEST_PAGE

LIST_SIZE = 3
"""How many items a list without a size is taken to have, unless named here."""

LIST_SIZES = {"evidence": 2, "uses": 2, "results": 1, "rows": 20}

OWN_COSTS = {
    "search": 20,
    "graph": 100,
    "path": 200,
    "analysis": 1_000,
    "totalCount": 1,
    "__schema": 1_000,
    "__type": 100,
}
"""What a field costs by itself, by its name; others cost 1 for each object that they return."""

_SIZED_BY = ("first", "limit")
_SIZED = frozenset({"edges", "nodes"})
"""The lists whose size an argument of the field above gives."""


def of_operation(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: VariableValues,
) -> int:
    """Return the cost of a valid operation with these variables."""
    root = schema.get_root_type(operation.operation)
    return _Bill(schema, fragments, variables).of(operation.selection_set, root, LIST_SIZE) if root else 0


class _Bill:
    """Costs of selections under one request's variables; a fragment that is spread often is reckoned once a size."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: VariableValues
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables
        self._known: dict[tuple[str, str, int], int] = {}

    def of(self, selections: SelectionSetNode, parent: Any, size: int) -> int:  # noqa: ANN401  (a type of the schema)
        """Return what one object with these selections costs beside itself; `size` is that of its sized lists."""
        return sum(self._of_node(node, parent, size) for node in selections.selections)

    def _of_node(self, node: object, parent: Any, size: int) -> int:  # noqa: ANN401
        match node:
            case FieldNode():
                return self._of_field(node, parent, size)
            case InlineFragmentNode(type_condition=condition, selection_set=inner):
                return self.of(inner, self._schema.get_type(condition.name.value) if condition else parent, size)
            case FragmentSpreadNode(name=name):
                return self._of_fragment(name.value, size)
        return 0

    def _of_fragment(self, name: str, size: int) -> int:
        fragment = self._fragments[name]
        key = name, fragment.type_condition.name.value, size
        if key not in self._known:
            self._known[key] = self.of(fragment.selection_set, self._schema.get_type(key[1]), size)
        return self._known[key]

    def _of_field(self, node: FieldNode, parent: Any, size: int) -> int:  # noqa: ANN401
        name = node.name.value
        own = OWN_COSTS.get(name, 0)
        if name.startswith("__") or not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return own
        field = parent.fields[name]
        type_ = get_named_type(field.type)
        if not is_composite_type(type_):
            return own
        asked = self._size(field, node)
        count = _length(field.type, name, asked or size, is_sized=bool(asked))
        return own + count * (1 + (self.of(node.selection_set, type_, asked or LIST_SIZE) if node.selection_set else 0))

    def _size(self, field: GraphQLField, node: FieldNode) -> int | None:
        """Return the size that an argument asks for, None where no argument tells one."""
        name = next((name for name in _SIZED_BY if name in field.args), None)
        if name is None:
            return None
        try:
            given = get_argument_values(field, node, self._variables)
        except GraphQLError:
            return LARGEST_PAGE  # the executor will tell what is wrong with it
        size = given.get(name)
        size = size if isinstance(size, int) else DEFAULT_PAGE
        return max(1, min(size, LARGEST_PAGE) if name == "first" else size)


def _length(type_: GraphQLOutputType, name: str, size: int, *, is_sized: bool) -> int:
    """Return how many objects a field is taken to return."""
    if not any(isinstance(part, GraphQLList) for part in _unwrapped(type_)):
        return 1
    return size if is_sized or name in _SIZED else LIST_SIZES.get(name, LIST_SIZE)


def _unwrapped(type_: GraphQLOutputType) -> Iterator[GraphQLOutputType]:
    while isinstance(type_, GraphQLList | GraphQLNonNull):
        yield type_
        type_ = type_.of_type
