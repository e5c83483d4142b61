"""What a graph says as a whole: which benchmarks go together, what is central, what belongs together.

Everything here reads a snapshot and is a function of it: the same graph gives the same answer, whatever the store.
PageRank: S. Brin, L. Page, https://doi.org/10.1016/S0169-7552(98)00110-X. Communities: V. Blondel et al.,
https://doi.org/10.1088/1742-5468/2008/10/P10008 (Louvain), with a fixed seed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from kg.model import ASSERTED, EntityType, Relation
from kg.store.stream import Snapshot

if TYPE_CHECKING:
    import networkx as nx

SEED = 7
_DAMPING = 0.85
_ROUNDS = 200
_PRECISION = 1e-9
_MEASURED = frozenset({Relation.EVALUATES_ON, Relation.INTRODUCES})
_ASSERTED = frozenset(ASSERTED)


@dataclass(frozen=True, slots=True)
class Named:
    """An entity, as an answer names it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CoUse:
    """Two benchmarks that papers measure on together.

    `lift` is how many times as often as chance would have it: 1 when neither tells of the other.
    """

    one: Named
    other: Named
    papers: int
    lift: float


@dataclass(frozen=True, slots=True)
class Central:
    """An entity with its share of the attention (PageRank; all shares add up to 1), and the papers that use it."""

    entity: Named
    score: float
    papers: int


@dataclass(frozen=True, slots=True)
class Community:
    """Benchmarks that papers use together rather than with others, the most used first; all pairs inside count."""

    number: int
    members: tuple[Named, ...]
    papers: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year, with how many of its papers use a method, the most central methods first."""

    year: int
    methods: tuple[Central, ...]


@dataclass(frozen=True, slots=True)
class Uses:
    """What the analyses read of a graph: for each paper its year and its entities, by type."""

    names: Mapping[str, Named]
    years: Mapping[str, int]
    benchmarks: Mapping[str, tuple[str, ...]]
    methods: Mapping[str, tuple[str, ...]]


def read_uses(snapshot: Snapshot) -> Uses:
    """Return the papers' benchmarks (measured on or introduced; variants count as what they are of) and methods."""
    entities = {stored.entity.id: stored.entity for stored in snapshot.entities() if stored.is_live}
    names = {id_: Named(id_, entity.name) for id_, entity in entities.items()}
    benchmarks: dict[str, tuple[str, ...]] = {}
    methods: dict[str, tuple[str, ...]] = {}

    def whole(id_: str) -> str:
        parent = entities[id_].variant_of
        return id_ if parent is None or parent not in entities else whole(parent)

    for paper, stored in groupby(snapshot.uses(), key=lambda stored: stored.use.paper_id):
        uses = [one.use for one in stored if one.use.entity_id in entities]
        measured = {whole(use.entity_id) for use in uses if use.relation in _MEASURED}
        used = {use.entity_id for use in uses if use.relation in _ASSERTED}
        benchmarks[paper] = tuple(sorted(id_ for id_ in measured if EntityType.BENCHMARK in entities[id_].types))
        methods[paper] = tuple(sorted(id_ for id_ in used if EntityType.METHOD in entities[id_].types))
    years = {stored.paper.id: stored.paper.date.year for stored in snapshot.papers() if stored.paper.date}
    return Uses(names, years, benchmarks, methods)


def co_use_graph(uses: Uses, *, min_papers: int = 1) -> "nx.Graph[str]":
    """Return the benchmarks (`papers`) joined where at least `min_papers` measure on both (`papers`, `lift`)."""
    alone = Counter(id_ for found in uses.benchmarks.values() for id_ in found)
    pairs = Counter(pair for found in uses.benchmarks.values() for pair in combinations(found, 2))
    total = sum(1 for found in uses.benchmarks.values() if found)
    import networkx as nx  # late: it takes a quarter of a second, and most questions need no graph

    graph: nx.Graph[str] = nx.Graph()
    for id_, papers in sorted(alone.items()):
        graph.add_node(id_, papers=papers)
    for (one, other), papers in sorted(pairs.items()):
        if papers >= min_papers:
            graph.add_edge(one, other, papers=papers, lift=papers * total / (alone[one] * alone[other]))
    return graph


def co_use(uses: Uses, *, min_papers: int = 1) -> list[CoUse]:
    """Return the pairs of benchmarks that papers measure on together, most papers first."""
    edges = co_use_graph(uses, min_papers=min_papers).edges(data=True)
    found = [
        CoUse(uses.names[one], uses.names[other], data["papers"], round(data["lift"], 3)) for one, other, data in edges
    ]
    return sorted(found, key=lambda pair: (-pair.papers, -pair.lift, pair.one.id, pair.other.id))


def central_benchmarks(uses: Uses) -> list[Central]:
    """Return the benchmarks by PageRank in the graph of co-use, edges weighed by papers."""
    graph = co_use_graph(uses)
    edges = [(one, other, data["papers"]) for one, other, data in graph.edges(data=True)]
    return _ranked(uses, {id_: data["papers"] for id_, data in graph.nodes(data=True)}, edges)


def central_methods(uses: Uses, papers: Iterable[str] | None = None) -> list[Central]:
    """Return the methods by PageRank in the graph of papers and methods, of all papers or of some."""
    chosen = uses.methods.keys() if papers is None else papers
    edges = [(paper, method, 1) for paper in sorted(chosen) for method in uses.methods.get(paper, ())]
    return _ranked(uses, Counter(method for _, method, _ in edges), edges)


def methods_by_year(uses: Uses, *, first: int = 10) -> list[Year]:
    """Return for each year its most central methods, the latest year first."""
    papers: defaultdict[int, list[str]] = defaultdict(list)
    for paper, year in uses.years.items():
        papers[year].append(paper)
    found = ((year, central_methods(uses, papers[year])[:first]) for year in sorted(papers, reverse=True))
    return [Year(year, tuple(methods)) for year, methods in found if methods]


def communities(uses: Uses, *, min_papers: int = 1, seed: int = SEED) -> list[Community]:
    """Return the communities of benchmarks in the graph of co-use, the most used first; loners are left out."""
    import networkx as nx  # late, as above

    graph = co_use_graph(uses, min_papers=min_papers)
    graph.remove_nodes_from([id_ for id_, degree in dict(graph.degree()).items() if not degree])
    groups = nx.community.louvain_communities(graph, weight="papers", seed=seed) if graph else []
    found = [_members(graph, group) for group in groups]
    found.sort(key=lambda members: (-sum(graph.nodes[id_]["papers"] for id_ in members), members))
    return [
        Community(number, tuple(uses.names[id_] for id_ in members), _papers_with(uses, members))
        for number, members in enumerate(found, start=1)
    ]


def _members(graph: "nx.Graph[str]", group: Iterable[str]) -> list[str]:
    return sorted(group, key=lambda id_: (-graph.nodes[id_]["papers"], id_))


def _papers_with(uses: Uses, members: Iterable[str]) -> int:
    inside = frozenset(members)
    return sum(1 for found in uses.benchmarks.values() if not inside.isdisjoint(found))


def _ranked(uses: Uses, papers: Mapping[str, int], edges: Sequence[tuple[str, str, int]]) -> list[Central]:
    """Return the entities that `papers` counts by PageRank; an edge joins two of them, or one and a paper."""
    scores = _pagerank(list(dict.fromkeys([*papers, *(end for edge in edges for end in edge[:2])])), edges)
    total = sum(scores[id_] for id_ in papers)
    found = [Central(uses.names[id_], round(scores[id_] / total, 6), count) for id_, count in papers.items()]
    return sorted(found, key=lambda one: (-one.score, -one.papers, one.entity.id))


def _pagerank(nodes: Sequence[str], edges: Sequence[tuple[str, str, int]]) -> dict[str, float]:
    """Return the PageRank of each node of an undirected graph, each edge with its weight; networkx's asks for SciPy."""
    import numpy as np  # late: commands that rank nothing do without

    if not nodes:
        return {}
    places = {node: place for place, node in enumerate(nodes)}
    one = np.array([places[end] for end, _, _ in edges], dtype=np.intp)
    other = np.array([places[end] for _, end, _ in edges], dtype=np.intp)
    source, target = np.concatenate((one, other)), np.concatenate((other, one))
    weights = np.tile(np.array([weight for _, _, weight in edges], dtype=float), 2)
    leaving = np.bincount(source, weights, minlength=len(nodes))
    shares = weights / leaving[source]
    scores = np.full(len(nodes), 1 / len(nodes))
    for _ in range(_ROUNDS):
        before, lost = scores, scores[leaving == 0].sum()
        passed = np.bincount(target, before[source] * shares, minlength=len(nodes))
        scores = (1 - _DAMPING + _DAMPING * lost) / len(nodes) + _DAMPING * passed
        if np.abs(scores - before).sum() < _PRECISION:
            break
    return dict(zip(nodes, scores.tolist(), strict=True))


def rows(found: Iterable[CoUse | Central | Community | Year]) -> Iterator[dict[str, object]]:
    """Yield an answer as flat rows, for a table: one a pair, an entity, a member, a method of a year."""
    for item in found:
        match item:
            case CoUse(one, other, papers, lift):
                yield {"one": one.name, "other": other.name, "papers": papers, "lift": lift} | _ids(one, other)
            case Central(entity, score, papers):
                yield {"name": entity.name, "score": score, "papers": papers, "id": entity.id}
            case Community(number, members, papers):
                for member in members:
                    yield {"community": number, "name": member.name, "papers_of_community": papers, "id": member.id}
            case Year(year, methods):
                yield from ({"year": year, **row} for row in rows(methods))


def _ids(one: Named, other: Named) -> dict[str, object]:
    return {"one_id": one.id, "other_id": other.id}
