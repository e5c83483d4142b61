"""The boards of the SQLite store: their table, which triggers keep in step with the results, and its statements.

A board is a row for each condition under which results can be compared (`kg.boards.Condition`), with the count of its
live results. A result's `board` and `number` make an index in the order of the ranking, so that the first rows of a
board cost those rows and not the board.
"""

TABLES = """
-- `metric` is 0 and `setting` empty where the paper names none, so that the unique index holds them equal.
CREATE TABLE board (
  pk INTEGER PRIMARY KEY,
  benchmark INTEGER NOT NULL REFERENCES entity(pk),
  metric INTEGER NOT NULL,
  setting TEXT NOT NULL,
  unit TEXT NOT NULL,
  is_delta INTEGER NOT NULL,
  setting_key TEXT NOT NULL,
  results INTEGER NOT NULL DEFAULT 0,
  up INTEGER NOT NULL DEFAULT 0,
  down INTEGER NOT NULL DEFAULT 0,
  UNIQUE (benchmark, metric, setting, unit, is_delta)
);
CREATE INDEX result_board ON result(board, number, id) WHERE retired IS NULL AND board IS NOT NULL;
"""

_SHIFT = """
  UPDATE board SET results = results {sign} 1, up = up {sign} (new.higher_is_better IS 1),
    down = down {sign} (new.higher_is_better IS 0)
  WHERE pk = new.board;
END"""
TRIGGERS = (
    "CREATE TRIGGER result_came AFTER INSERT ON result WHEN new.board IS NOT NULL BEGIN" + _SHIFT.format(sign="+"),
    "CREATE TRIGGER result_went AFTER UPDATE OF retired ON result"
    " WHEN new.board IS NOT NULL AND old.retired IS NULL AND new.retired IS NOT NULL BEGIN" + _SHIFT.format(sign="-"),
)

# What fills the table in a store that had none; of equal claims of a paper the first alone stands on a board, as
# `kg.boards.conditions` has it. The signs let it read the few results of each paper, and not all of a hub for each.
FILL = """
INSERT INTO board (benchmark, metric, setting, unit, is_delta, setting_key)
SELECT DISTINCT benchmark, coalesce(metric, 0), coalesce(setting, ''), unit, is_delta, match_key(coalesce(setting, ''))
FROM result WHERE retired IS NULL AND benchmark IS NOT NULL;
UPDATE result SET board = (
  SELECT b.pk FROM board b WHERE (b.benchmark, b.metric, b.setting, b.unit, b.is_delta)
  = (result.benchmark, coalesce(result.metric, 0), coalesce(result.setting, ''), result.unit, result.is_delta))
WHERE retired IS NULL AND benchmark IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM result o WHERE o.paper = result.paper AND o.retired IS NULL AND o.id < result.id
  AND (+o.benchmark, o.unit, o.is_delta, o.number) = (result.benchmark, result.unit, result.is_delta, result.number)
  AND +o.metric IS result.metric AND coalesce(o.setting, '') = coalesce(result.setting, '')
  AND +o.method IS result.method);
UPDATE board SET (results, up, down) = (
  SELECT count(*), coalesce(sum(r.higher_is_better = 1), 0), coalesce(sum(r.higher_is_better = 0), 0)
  FROM result r WHERE r.board = board.pk AND r.retired IS NULL);
"""

ADD_BOARD = """
INSERT INTO board (benchmark, metric, setting, unit, is_delta, setting_key) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING"""
BOARD = "SELECT pk FROM board WHERE (benchmark, metric, setting, unit, is_delta) = (?, ?, ?, ?, ?)"

FIRST_BOARDS = """
FROM entity e JOIN board b ON b.benchmark = e.pk AND b.results > 0 LEFT JOIN entity m ON m.pk = b.metric
WHERE e.id IN (SELECT value FROM json_each(:ids)) AND e.retired IS NULL
  AND (:metrics IS NULL OR m.id IN (SELECT value FROM json_each(:metrics)))
  AND (:setting IS NULL OR b.setting_key = :setting)
ORDER BY b.results DESC, e.name_fold, coalesce(m.name_fold, ''), b.setting, b.unit, b.is_delta, e.id, m.id
LIMIT :first"""
IS_LOWEST_FIRST = "b.up = 0 AND b.down > 0"
BOARDS = f"SELECT b.pk, e.id, m.id, b.setting, b.unit, b.is_delta, b.results, b.up, b.down {FIRST_BOARDS}"
_ROWS = """
SELECT r.id, p.id, r.value, r.number, r.unit, r.is_delta, r.evidence, m.id, e.id, c.id, r.setting, r.higher_is_better
FROM result r JOIN paper p ON p.pk = r.paper LEFT JOIN entity m ON m.pk = r.method
LEFT JOIN entity e ON e.pk = r.benchmark LEFT JOIN entity c ON c.pk = r.metric
WHERE r.board = :board AND r.retired IS NULL ORDER BY r.number"""
LOWEST_FIRST = f"{_ROWS}, r.id, p.id LIMIT :rows"
HIGHEST_FIRST = f"{_ROWS} DESC, r.id, p.id LIMIT :rows"
