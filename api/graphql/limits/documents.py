"""Documents made ready to be executed: parsed, held to the limits and validated once, and kept for the next time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    get_variable_values,
    parse,
    specified_rules,
)
from graphql.execution.values import VariableValues
from strawberry.schema.schema import validate_document
from strawberry.types.graphql import OperationType

from api.graphql.limits import cost
from api.graphql.limits.policy import Limits
from api.graphql.limits.refusal import refusal, with_code
from api.graphql.limits.shape import check_shape
from api.graphql.lru import Lru

KEPT_CHARACTERS = 400_000
"""How much text of documents is kept parsed; a parsed character takes about a hundred bytes."""


PASSING = frozenset({"job"})
"""Names of fields whose answer changes while the graph does not."""


class RefusedError(Exception):
    """The operation is not executed; `errors` say why."""

    def __init__(self, *errors: GraphQLError, cost: int | None = None) -> None:
        """Say why, and what the operation would have cost where that is known."""
        super().__init__(*(error.message for error in errors))
        self.errors = list(errors)
        self.cost = cost


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is valid and within the limits."""

    text: str
    node: DocumentNode
    operations: Mapping[str | None, OperationDefinitionNode]
    fragments: Mapping[str, FragmentDefinitionNode]

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """Return the operation of a name, the only one for None. Raises `RefusedError`."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if name is None:
            message = "The document has several operations. Name one with `operationName`."
        elif name in self.operations:
            return self.operations[name]
        else:
            message = f'Unknown operation named "{name}".'
        raise RefusedError(refusal(message, code="OPERATION_RESOLUTION_FAILURE"))


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation that may be executed, with its variables and what it may cost."""

    document: Document
    operation: OperationDefinitionNode
    variables: VariableValues
    cost: int

    @property
    def kind(self) -> OperationType:
        """Return whether it is a query, a mutation or a subscription."""
        return OperationType(self.operation.operation.value)

    @property
    def is_lasting(self) -> bool:
        """Tell whether the answer stays the same until the graph changes."""
        return self.kind is OperationType.QUERY and not any(name in self.document.text for name in PASSING)


class Documents:
    """The documents that were asked of a schema lately."""

    def __init__(self, schema: GraphQLSchema) -> None:
        """Know none yet."""
        self._schema = schema
        self._kept: Lru[tuple[str, Limits], Document | RefusedError] = Lru(capacity=KEPT_CHARACTERS)
        self._prices: Lru[tuple[str, str | None, tuple[tuple[str, int | None], ...]], int] = Lru(
            capacity=KEPT_CHARACTERS
        )

    def ask(self, text: str, name: str | None, variables: Mapping[str, Any] | None, limits: Limits) -> Asked:
        """Return the operation that a request asks for. Raises `RefusedError` where it may not be executed."""
        document = self.get(text, limits)
        operation = document.operation(name or None)
        values = get_variable_values(self._schema, operation.variable_definitions or (), dict(variables or {}))
        if not isinstance(values, VariableValues):
            raise RefusedError(*(with_code(error, "BAD_USER_INPUT") for error in values))
        price = self._price(document, operation, values)
        if price > limits.cost:
            message = f"The answer may hold {price:,} objects, and {limits.cost:,} are allowed. Ask for smaller pages."
            told = refusal(message, code="TOO_COSTLY", cost=price, limit=limits.cost)
            raise RefusedError(told, cost=price)
        return Asked(document, operation, values, price)

    def _price(self, document: Document, operation: OperationDefinitionNode, values: VariableValues) -> int:
        """Return what an operation costs, which of its variables only those that can be sizes decide."""
        sizes = tuple((key, value) for key, value in values.coerced.items() if value is None or isinstance(value, int))
        key = document.text, operation.name.value if operation.name else None, sizes
        price = self._prices.get(key)
        if price is None:
            price = cost.of_operation(self._schema, operation, document.fragments, values)
            self._prices.put(key, price, weight=len(document.text))
        return price

    def get(self, text: str, limits: Limits) -> Document:
        """Return a document ready to be executed. Raises `RefusedError` where it may not be."""
        made = self._kept.get((text, limits))
        if made is None:
            made = self._make(text, limits)
            self._kept.put((text, limits), made, weight=len(text))
        if isinstance(made, RefusedError):
            raise RefusedError(*made.errors)
        return made

    def _make(self, text: str, limits: Limits) -> Document | RefusedError:
        try:
            node = _parsed(text, limits)
            check_shape(node, limits)
        except GraphQLError as error:
            return RefusedError(with_code(error, "GRAPHQL_PARSE_FAILED"))
        rules = specified_rules if limits.introspection else (*specified_rules, NoSchemaIntrospectionCustomRule)
        if errors := validate_document(self._schema, node, rules):
            return RefusedError(*(with_code(error, "GRAPHQL_VALIDATION_FAILED") for error in errors))
        operations = [each for each in node.definitions if isinstance(each, OperationDefinitionNode)]
        fragments = [each for each in node.definitions if isinstance(each, FragmentDefinitionNode)]
        return Document(
            text,
            node,
            {each.name.value if each.name else None: each for each in operations},
            {each.name.value: each for each in fragments},
        )


def _parsed(text: str, limits: Limits) -> DocumentNode:
    try:
        return parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.tokens)
    except GraphQLError as error:
        if "Document contains more than" not in error.message:
            raise
        raise refusal(
            f"The document has more than {limits.tokens} tokens. Ask for less at a time, and pass values as variables.",
            code="TOO_MANY_TOKENS",
            limit=limits.tokens,
        ) from error
