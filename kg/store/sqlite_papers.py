"""Writing papers to SQLite with their edges and results: what holds stays, what no longer holds is retired."""

import sqlite3
from dataclasses import dataclass

import orjson

from kg.ids import title_id
from kg.model import Paper, PaperFacts, Result
from kg.store import sql, sqlite_boards, sqlite_entities
from kg.store.base import Outcome
from kg.store.codec import evidence_to_json
from kg.store.identity import given_ids, ids_to_try, is_same_paper, main_id
from kg.store.sqlite_curation import Curation
from kg.store.sqlite_rows import Row, listed, newest, oldest
from kg.text import match_key, terms


@dataclass(frozen=True, slots=True)
class _Match:
    """What is stored of a given paper: the papers that it turned out to be, the first of which stays.

    `id`, `digest` and `is_live` are the state of that one; `known` are all ids that were given for it. `taken` are ids
    that answer with another paper and go on to.
    """

    pks: tuple[int, ...]
    id: str | None
    digest: str | None
    is_live: bool
    known: frozenset[str]
    taken: frozenset[str]


def upsert(db: sqlite3.Connection, facts: PaperFacts, curation: Curation) -> Outcome:
    """Write one paper inside the transaction that is open, shown as the decisions have it."""
    now = curation.now
    match = _find(db, facts.paper)
    own_ids = [id_ for id_ in given_ids(facts.paper) if id_ not in match.taken]
    if match.is_live and match.digest == facts.digest and len(match.pks) == 1 and match.known.issuperset(own_ids):
        return Outcome.UNCHANGED
    others = match.pks[1:]
    for other in others:
        _retire(db, other, now)
    pk, id_ = _write_paper(db, facts, match, own_ids, now)
    db.executemany(sql.MOVE_IDS, [(pk, other) for other in others])
    db.executemany(sql.GIVE_ID, [(own_id, pk) for own_id in own_ids])
    db.execute(sql.MAKE_ID, (title_id(facts.paper.title), pk))
    curation.open(facts.entities)
    entities = sqlite_entities.merge(db, facts.entities, facts.uses, now)
    shown = curation.shown(facts, pk)
    if shown is not facts:
        entities = curation.rows(shown)
    write_facts(db, shown, (pk, id_), entities, now)
    return Outcome.UPDATED if match.is_live else Outcome.NEW


def write_facts(
    db: sqlite3.Connection, facts: PaperFacts, paper: tuple[int, str], entities: dict[str, int], now: str
) -> None:
    """Write the edges and results of a paper, named by its row and its id; `entities` has the row of each entity."""
    pk, id_ = paper
    with sqlite_entities.counting(db, pk, now):
        _write_edges(db, facts, pk, id_, entities, now)
    _write_results(db, facts, pk, entities, now)


def remove(db: sqlite3.Connection, paper_id: str, now: str) -> bool:
    """Retire one live paper inside the transaction that is open; tell whether there was one."""
    row = db.execute(sql.LIVE_PAPER, (paper_id,)).fetchone()
    if row is not None:
        _retire(db, row[0], now)
    return row is not None


def _find(db: sqlite3.Connection, paper: Paper) -> _Match:
    wanted = ids_to_try(paper)
    holders = {id_: (pk, orjson.loads(ids)) for id_, pk, ids in db.execute(sql.HOLDERS, (listed(wanted),))}
    same: dict[int, list[str]] = {}
    taken: set[str] = set()
    for id_ in wanted:
        if id_ not in holders or holders[id_][0] in same:
            continue
        pk, known = holders[id_]
        if is_same_paper(paper, id_, known):
            same[pk] = known
        else:
            taken.add(id_)
    taken = {id_ for id_ in taken if holders[id_][0] not in same}  # a later id may have settled it
    if not same:
        return _Match((), None, None, is_live=False, known=frozenset(), taken=frozenset(taken))
    pks = tuple(same)
    main, digest, retired = db.execute(sql.PAPER_STATE, (pks[0],)).fetchone()
    return _Match(pks, main, digest, retired is None, frozenset(same[pks[0]]), frozenset(taken))


def _retire(db: sqlite3.Connection, pk: int, now: str) -> None:
    with sqlite_entities.counting(db, pk, now):
        db.execute(sql.RETIRE_EDGES, (now, pk))
    db.execute(sql.RETIRE_RESULTS, (now, pk))
    db.execute(sql.RETIRE_PAPER, (now, pk))


def _write_paper(
    db: sqlite3.Connection, facts: PaperFacts, match: _Match, own_ids: list[str], now: str
) -> tuple[int, str]:
    """Write the paper's own row, authors and words; return its key and main id."""
    paper = facts.paper
    id_ = next(given for given in (main_id(paper, match.id), *own_ids) if given not in match.taken)
    row = _columns(paper) | {"id": id_, "digest": facts.digest, "now": now}
    if match.pks:
        pk = match.pks[0]
        db.execute(sql.SET_PAPER, row | {"pk": pk})
        db.execute(sql.DATE_EDGES, row | {"pk": pk})
        db.execute(sql.DROP_AUTHORS, (pk,))
        db.execute(sql.DROP_WORDS, (pk,))
    else:
        (pk,) = db.execute(sql.ADD_PAPER, row).fetchone()
    db.executemany(sql.ADD_AUTHOR, [(match_key(author), pk) for author in paper.authors])
    db.execute(sql.ADD_WORDS, (pk, " ".join(terms(f"{paper.title} {paper.abstract}"))))
    return pk, id_


def _columns(paper: Paper) -> dict[str, str | int | None]:
    return {
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": orjson.dumps(paper.authors).decode(),
        "organization": paper.organization,
        "date": paper.date.isoformat() if paper.date else None,
        "url": paper.url,
        "is_summary": paper.is_summary,
        "title_fold": paper.title.casefold(),
        "organization_key": None if paper.organization is None else match_key(paper.organization),
        "newest": newest(paper.date),
        "oldest": oldest(paper.date),
    }


def _write_edges(
    db: sqlite3.Connection, facts: PaperFacts, pk: int, id_: str, entities: dict[str, int], now: str
) -> None:
    wanted = {
        (entities[use.entity_id], use.relation.value): (use.confidence, evidence_to_json(use.evidence))
        for use in facts.uses
    }
    stale = []
    for edge, entity, relation, confidence, evidence in db.execute(sql.EDGE_STATES, (pk,)):
        if wanted.get((entity, relation)) == (confidence, evidence):
            del wanted[entity, relation]
        else:
            stale.append((now, edge))
    db.executemany(sql.RETIRE_EDGE, stale)
    date = newest(facts.paper.date)
    db.executemany(sql.ADD_EDGE, [(pk, *key, *value, date, id_, now) for key, value in wanted.items()])


def _write_results(db: sqlite3.Connection, facts: PaperFacts, pk: int, entities: dict[str, int], now: str) -> None:
    boards = sqlite_boards.boards_of(db, facts.results, entities)
    wanted = {result.id: (*_result_row(result, entities), boards.get(result.id)) for result in facts.results}
    stale = []
    for result, id_, *state in db.execute(sql.RESULT_STATES, (pk,)):
        if wanted.get(id_) == tuple(state):
            del wanted[id_]
        else:
            stale.append((now, result))
    db.executemany(sql.RETIRE_RESULT, stale)
    db.executemany(sql.ADD_RESULT, [(id_, *row, pk, now) for id_, row in wanted.items()])


def _result_row(result: Result, entities: dict[str, int]) -> Row:
    method, benchmark, metric = (
        None if id_ is None else entities[id_] for id_ in (result.method_id, result.benchmark_id, result.metric_id)
    )
    return (
        *(method, benchmark, metric, result.value, result.number, result.unit, result.is_delta),
        *(result.setting, result.higher_is_better, evidence_to_json((result.evidence,))),
    )
