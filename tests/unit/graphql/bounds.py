"""How many calls of the store an operation may make, reckoned from its text alone: one a level and kind of fact.

A level is a depth of the selection: the fields of one depth belong to it, whatever leads to them. Arguments that differ
make another kind of fact; items that differ do not. What a name means is two calls, since an id, or a name that the
graph has never seen, is looked for once more. A search and a walk make several calls, each told below.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    parse,
    print_ast,
)

NAMES, SEARCH, ANALYSIS = 2, 4, 10
"""Names: their spellings, their ids. Search: the revision, the names that have changed, what was found, the papers.
Analysis: the counts, and a snapshot, which a server gives by pages of thousands: of a small graph nine statements."""
_ENTITIES = ("Entity", "Data", "Benchmark", "Dataset", "Method", "Task", "Metric")
_LOOK_UPS = ("entity", "benchmark", "dataset", "method", "task", "metric")
_LISTINGS = ("benchmarks", "datasets", "methods", "tasks", "metrics")
_SHARED = {
    "Query": {"node": ("papers", "entities"), "paper": ("papers",), **dict.fromkeys(_LOOK_UPS, ("names",))},
    "Paper": {**dict.fromkeys(_LISTINGS, ("uses",)), "results": ("results",), "related": ("kindred",)},
    "RelatedPaper": {"node": ("papers",), "shared": ("entities",)},
    "PaperUseEdge": {"entity": ("entities",), "results": ("results",)},
    "EntityUse": {"node": ("entities",)},
    "Central": {"node": ("entities",)},
    "Community": {"members": ("entities",)},
    "Board": dict.fromkeys(("benchmark", "metric"), ("entities",)),
    "BoardRow": {"method": ("entities",), "paper": ("papers",), "result": ("papers",)},
    "Result": dict.fromkeys(("benchmark", "method", "metric"), ("entities",)),
    "Change": {"paper": ("papers",)},
    "Decision": {"entities": ("entities",), "papers": ("papers",)},
    **dict.fromkeys(
        _ENTITIES,
        {"variants": ("variants",), "variantOf": ("entities",), "alternatives": ("names",)}
        | dict.fromkeys(("papers", "usedWith", "benchmarks", "methods", "leaderboard"), ("variants",)),
    ),
}
"""What fields of one level share, whatever they ask it for."""
_OWN = {
    "Query": ("papers", "paperCounts", "changes", "decisions", "stats", *_LISTINGS),
    **dict.fromkeys(_ENTITIES, ("papers", "usedWith", "benchmarks", "methods", "leaderboard")),
}
"""What has arguments of its own, and so a call for each."""

Facts = dict[tuple[str, ...], int]


def most_calls(schema: GraphQLSchema, document: str) -> int:
    """Return the bound of a document with one operation."""
    return sum(sum(facts.values()) for facts in levels_of(schema, document))


def levels_of(schema: GraphQLSchema, document: str) -> list[Facts]:
    """Return for each level of a document with one operation the kinds of fact, and how many calls each may make."""
    nodes = parse(document).definitions
    fragments = {node.name.value: node for node in nodes if isinstance(node, FragmentDefinitionNode)}
    (asked,) = (node for node in nodes if isinstance(node, OperationDefinitionNode))
    levels: list[Facts] = []
    _collect(schema, fragments, asked.selection_set, schema.query_type, (), levels, 0)
    return levels


def _collect(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    selected: SelectionSetNode,
    type_: Any,
    leading: tuple[str, ...],
    levels: list[Facts],
    level: int,
) -> None:
    """Add to each level what a selection asks for; `leading` tells apart the fields that lead to it."""
    if level == len(levels):
        levels.append({})
    for node in selected.selections:
        if isinstance(node, FieldNode):
            field = type_.fields.get(node.name.value) if hasattr(type_, "fields") else None
            if field is None:  # __typename
                continue
            own = (node.name.value, *(print_ast(argument) for argument in node.arguments or ()))
            levels[level] |= _facts(type_.name, own, leading)
            if node.selection_set:
                inner = get_named_type(field.type)
                _collect(schema, fragments, node.selection_set, inner, own, levels, level + 1)
        elif isinstance(node, InlineFragmentNode):
            named = schema.get_type(node.type_condition.name.value) if node.type_condition else type_
            _collect(schema, fragments, node.selection_set, named, leading, levels, level)
        elif isinstance(node, FragmentSpreadNode):
            found = fragments[node.name.value]
            named = schema.get_type(found.type_condition.name.value)
            _collect(schema, fragments, found.selection_set, named, leading, levels, level)


def _facts(type_: str, field: tuple[str, ...], leading: tuple[str, ...]) -> Facts:
    name, *given = field
    shared: Facts = {(kind,): NAMES if kind == "names" else 1 for kind in _SHARED.get(type_, {}).get(name, ())}
    if type_ == "Query" and name == "graph":
        return {field: NAMES + 1 + _number(given, "depth", 1) + 1}  # what is around, the steps, the edges
    if type_ == "Query" and name == "path":
        return {field: NAMES + 1 + _number(given, "maxLength", 6) + 2}  # the ends, the steps, the nodes, the edges
    if type_ == "Query" and name == "search":
        return {field: SEARCH}
    if type_ == "Query" and name == "analysis":
        return {("analysis",): ANALYSIS}
    if name in _OWN.get(type_, ()):
        shared["its own", *field] = 1
    if name == "leaderboard" and any(one.startswith("metric") for one in given):
        shared["names",] = NAMES
    if type_ == "Query" and any(one.startswith("filter") for one in given) and name in ("papers", "paperCounts"):
        shared |= {("names",): NAMES, ("variants",): 1}
    if name in ("totalCount", "groupBy") and type_.endswith("Connection"):
        shared[*field, *leading] = 1
    return shared


def _number(given: list[str], name: str, usual: int) -> int:
    for argument in given:
        key, _, value = argument.partition(": ")
        if key == name:
            return int(value) if value.isdigit() else 6  # a variable may be as much as is allowed
    return usual
