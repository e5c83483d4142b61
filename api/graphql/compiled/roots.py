"""The questions that can be planned: look-ups and listings."""

from collections.abc import Sequence

from api.graphql.compiled.plan import Column, Step
from api.graphql.compiled.run import Page, Run, page_of
from api.graphql.listing import PAPERS_BY, entities_by
from api.graphql.paging import page_size
from kg.ids import arxiv_id, paper_id
from kg.lookup import types_of
from kg.model import Entity, EntityType, Paper
from kg.store.base import EntityOrder, PaperFilter, PaperOrder


def _look_up(type_: EntityType) -> Column:
    def column(run: Run, _roots: Sequence[None], step: Step) -> list[Entity | None]:
        return [run.found or run.find(step.args(run)["name"], types_of(type_))]

    return column


def _entity(run: Run, _roots: Sequence[None], step: Step) -> list[Entity | None]:
    given = step.args(run)
    return [run.found or run.find(given["name"], types_of(given["type"]))]


def _paper(run: Run, _roots: Sequence[None], step: Step) -> list[Paper | None]:
    id_ = step.args(run)["id"]
    return list(run.parts.store.papers([paper_id("", id_) if arxiv_id(id_) else id_]))


def _papers(run: Run, _roots: Sequence[None], step: Step) -> list[Page]:
    given = step.args(run)
    order = given["orderBy"] or PaperOrder.NEWEST
    listing, store, everything = PAPERS_BY[order], run.parts.store, PaperFilter()
    size, position = page_size(given["first"]), listing.after(given["after"])
    found = store.list_papers(everything, order, first=size, after=position)
    return [page_of(found, listing, given["after"], lambda: store.count_papers(everything))]


def _entities(type_: EntityType) -> Column:
    def column(run: Run, _roots: Sequence[None], step: Step) -> list[Page]:
        given = step.args(run)
        order = given["orderBy"] or EntityOrder.POPULAR
        listing, store = entities_by(type_, order), run.parts.store
        prefix = (given["filter"] or {}).get("prefix") or ""
        size, position = page_size(given["first"]), listing.after(given["after"])
        found = store.list_entities(type_, order, first=size, after=position, prefix=prefix)
        return [page_of(found, listing, given["after"], lambda: store.count_entities(type_, prefix=prefix))]

    return column


ROOTS: dict[str, Column] = {
    "entity": _entity,
    "paper": _paper,
    "papers": _papers,
    **{type_.lower(): _look_up(type_) for type_ in EntityType},
    **{f"{type_.lower()}s": _entities(type_) for type_ in EntityType},
}
