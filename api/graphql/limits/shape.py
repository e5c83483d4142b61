"""How deep a document goes and how many aliases it has: counted on the text alone, so before anything costs time."""

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.graphql.limits.policy import Limits
from api.graphql.limits.refusal import refusal


def check_shape(document: DocumentNode, limits: Limits) -> None:
    """Raise the refusal of a document that is too deep or has too many aliases.

    What lies below `__schema` and `__type` counts as one field: a client that reads the schema goes deep.
    """
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    measure = _Measure(fragments)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    deepest = max((measure.depth(node.selection_set) for node in operations), default=0)
    if deepest > limits.depth:
        raise refusal(
            f"The question goes {deepest} fields deep, and {limits.depth} are allowed. Ask in two steps.",
            code="TOO_DEEP",
            depth=deepest,
            limit=limits.depth,
        )
    aliases = sum(measure.aliases(node.selection_set) for node in (*operations, *fragments.values()))
    if aliases > limits.aliases:
        raise refusal(
            f"The question has {aliases} aliases, and {limits.aliases} are allowed. Ask for less at a time.",
            code="TOO_MANY_ALIASES",
            aliases=aliases,
            limit=limits.aliases,
        )


class _Measure:
    """Depths of selections; each fragment is measured once, however often it is spread."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._depths: dict[str, int] = {}

    def depth(self, selections: SelectionSetNode) -> int:
        """Return how many fields lie inside one another, the outermost included."""
        return max((self._depth_of(node) for node in selections.selections), default=0)

    def _depth_of(self, node: object) -> int:
        match node:
            case FieldNode(name=name) if name.value.startswith("__"):
                return 1
            case FieldNode(selection_set=inner):
                return 1 + (self.depth(inner) if inner else 0)
            case InlineFragmentNode(selection_set=inner):
                return self.depth(inner)
            case FragmentSpreadNode(name=name):
                return self._depth_of_fragment(name.value)
        return 0

    def _depth_of_fragment(self, name: str) -> int:
        if name not in self._depths:
            self._depths[name] = 0  # a fragment that holds itself, or is unknown, is told by validation
            if name in self._fragments:
                self._depths[name] = self.depth(self._fragments[name].selection_set)
        return self._depths[name]

    def aliases(self, selections: SelectionSetNode) -> int:
        """Return how many fields of a definition carry an alias."""
        return sum(field.alias is not None for field in _fields(selections))


def _fields(selections: SelectionSetNode) -> Iterator[FieldNode]:
    for node in selections.selections:
        if isinstance(node, FieldNode):
            yield node
        if isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
            yield from _fields(node.selection_set)
