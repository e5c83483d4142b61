"""What the Neo4j store asks about papers that share entities; see `kg.store.cypher`, whose rules hold here too."""

from collections.abc import Collection, Sequence

from kg.model import ASSERTED, EntityType, Relation
from kg.store.cypher import TYPE
from kg.store.cypher_reads import _ENTITY
from kg.store.cypher_uses import newest_edges

_TOTAL = "COUNT { (p:Paper) } - COUNT { MATCH (p:Paper) WHERE p.retired IS NOT NULL } AS total"


def used_with(types: Collection[EntityType], roles: Sequence[Relation], other_roles: Sequence[Relation]) -> str:
    """Return the statement that counts what the newest papers of each group use beside it."""
    label = "|".join(type_ for type_ in EntityType if type_ in types)
    other = "|".join(TYPE[role] for role in Relation if role in other_roles)
    return f"""
UNWIND range(0, size($groups) - 1) AS number
WITH number, $groups[number] AS ids
CALL (ids) {{
    UNWIND ids AS id
    CALL (id) {{{newest_edges(roles)}
    }}
    WITH DISTINCT startNode(r) AS p, r.sortDate AS place
    WITH p ORDER BY place DESC, p.id LIMIT $papers
    RETURN collect(p) AS papers
}}
CALL (ids) {{
    OPTIONAL MATCH (member:Entity)-[:VARIANT_OF*0..]->(kin:Entity) WHERE member.id IN ids RETURN collect(kin) AS kin
}}
CALL (papers, kin) {{
    UNWIND papers AS p
    MATCH (p)-[r:{other}]->(direct:{label}) WHERE r.retired IS NULL
    MATCH (direct)-[:VARIANT_OF*0..]->(e:{label}) WHERE NOT e IN kin
    WITH e, count(DISTINCT p) AS together ORDER BY together DESC, e.sortName, e.id LIMIT $first
    WITH together, {_ENTITY}
    RETURN collect([together, entity]) AS found
}}
RETURN size(papers) AS papers, found, {_TOTAL} ORDER BY number
"""


KINDRED = f"""
UNWIND range(0, size($ids) - 1) AS number
WITH number, $ids[number] AS given
CALL (given) {{
    MATCH (i:PaperId)-[:IDENTIFIES]->(own:Paper) WHERE i.id = given AND own.retired IS NULL
    MATCH (own)-[r:{"|".join(TYPE[role] for role in ASSERTED)}]->(e:Entity)
    WHERE r.retired IS NULL AND e.paperCount > 1
    WITH DISTINCT own, e ORDER BY e.paperCount, e.id LIMIT $entities
    WITH own, e, e.id AS id
    CALL (id) {{{newest_edges(ASSERTED)}
    }}
    WITH DISTINCT own, e, startNode(r) AS p, r.sortDate AS place ORDER BY place DESC, p.id WHERE p <> own
    WITH e, collect(p.id)[..$papers] AS papers
    ORDER BY e.paperCount, e.id
    RETURN collect([e.id, e.paperCount, papers]) AS shared
}}
RETURN shared, {_TOTAL} ORDER BY number
"""
