"""Pages of the papers of entities, those of all entities of a level at once."""

from collections.abc import Callable, Sequence
from functools import partial

from api.graphql.compiled.plan import Step
from api.graphql.compiled.run import Page, Run, UseEdge, groups_of
from api.graphql.enums import roles_of
from api.graphql.paging import page_size
from api.graphql.paper_use import LISTING
from kg.model import ASSERTED, Entity, Relation
from kg.store.base import PaperUse, Slice
from kg.store.lookups import ListedPaper, Told


def papers_of(run: Run, entities: Sequence[Entity], step: Step) -> list[Page]:
    """Return for each entity a page of the papers that use it, as `Entity.papers` does."""
    given = step.args(run)
    if told := run.page(step):
        return [Page(list(map(_told_edge, told.papers)), told.has_next, given["after"], partial(_total, told))]
    roles, least, after = roles_of(given["roles"]), given["minConfidence"] or 0.0, given["after"]
    first, position = page_size(given["first"]), LISTING.after(after)
    with_variants = given["includeVariants"] is not False
    groups = groups_of(run, entities, with_variants=with_variants)
    if step.asks <= {"totalCount"}:
        slices = [_NOTHING] * len(groups)
    else:
        slices = run.parts.store.list_uses(
            groups, roles, first=first, after=position, min_confidence=least, evidence="evidence" in step.asks
        )
    totals = (
        _totals(run, entities, groups, roles, least, with_variants=with_variants) if "totalCount" in step.asks else []
    )
    return [
        _page(found, group, after, partial(totals.__getitem__, number))
        for number, (group, found) in enumerate(zip(groups, slices, strict=True))
    ]


def _page(found: Slice[PaperUse], group: frozenset[str], after: str | None, count: Callable[[], int]) -> Page:
    edges = [UseEdge(use.paper, use.uses[0].relation, use.uses[0].confidence, use.uses, group) for use in found.items]
    return Page(edges, found.has_next, after, count)


def _told_edge(paper: ListedPaper) -> UseEdge:
    return UseEdge(paper, paper.relation, paper.confidence)


def _total(told: Told) -> int:
    return told.total or 0


_NOTHING: Slice[PaperUse] = Slice((), (), has_next=False)


def _totals(
    run: Run,
    entities: Sequence[Entity],
    groups: Sequence[frozenset[str]],
    roles: Sequence[Relation],
    least: float,
    *,
    with_variants: bool,
) -> Sequence[int]:
    """Return how many papers there are in all; each entity keeps the count of the usual question."""
    if with_variants and least <= 0 and set(roles) == set(ASSERTED):
        return [entity.paper_count for entity in entities]
    return run.parts.store.count_uses(groups, roles, min_confidence=least)
