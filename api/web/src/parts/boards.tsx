/** What can be compared on a benchmark: a table a board, the best first. */

import { useState } from "preact/hooks";
import { hrefOf } from "../route";
import type { Board, BoardRow, FullEntity } from "../types";
import { counted, dayWords, valueWords } from "../words";
import { BestOverTime } from "./chart";

/** How many rows a table shows until a reader asks for the rest. */
const FEW = 10;

/** Show the boards of an entity, the first one open. */
export function Boards(props: { boards: Board[]; of: FullEntity }) {
  if (!props.boards.length) return null;
  return (
    <section class="boards" aria-labelledby="boards">
      <h2 id="boards">Boards</h2>
      {props.boards.map((board, place) => (
        <details key={keyOf(board)} open={place === 0}>
          <summary>
            <strong>{nameOf(board, props.of)}</strong> <span class="note">{counted(board.totalCount, "result")}</span>
          </summary>
          <p class="note">
            {directionOf(board)}
            {board.rows.length < board.totalCount && `; the first ${board.rows.length} are listed`}
          </p>
          <BestOverTime board={board} name={nameOf(board, props.of)} />
          <Rows board={board} name={nameOf(board, props.of)} />
        </details>
      ))}
    </section>
  );
}

function Rows(props: { board: Board; name: string }) {
  const [all, setAll] = useState(false);
  const { rows } = props.board;
  return (
    <>
      <Table board={props.board} name={props.name} rows={all ? rows : rows.slice(0, FEW)} />
      {rows.length > FEW && (
        <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the first ${FEW} alone` : `Show ${counted(rows.length - FEW, "more row")}`}
        </button>
      )}
    </>
  );
}

function Table(props: { board: Board; name: string; rows: BoardRow[] }) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={`Table of ${props.name}`}>
      <table aria-label={props.name}>
        <thead>
          <tr>
            <th scope="col">Rank</th>
            <th scope="col">Value</th>
            <th scope="col">Method</th>
            <th scope="col">Paper</th>
            <th scope="col">Date</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <Row key={row.result.id} row={row} board={props.board} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: { row: BoardRow; board: Board }) {
  const { row, board } = props;
  return (
    <tr>
      <td>{row.rank}</td>
      <td class="value">{valueWords({ value: row.value, unit: board.unit, isDelta: board.isDelta })}</td>
      <td>{row.method ? <a href={hrefOf.entity(row.method.id)}>{row.method.name}</a> : "the paper’s own"}</td>
      <td>
        <a href={hrefOf.paper(row.paper.id)}>{row.paper.title}</a>
      </td>
      <td>{dayWords(row.paper.date)}</td>
    </tr>
  );
}

function keyOf(board: Board): string {
  return JSON.stringify([board.benchmark?.id, board.metric?.id, board.setting, board.unit, board.isDelta]);
}

function nameOf(board: Board, of: FullEntity): string {
  const metric = board.metric?.name ?? "metric not named";
  const unit = board.unit && ` (${board.unit})`;
  const parts = [`${board.isDelta ? "gain in " : ""}${metric}${unit}`];
  if (board.setting) parts.push(board.setting);
  if (board.benchmark && board.benchmark.id !== of.id) parts.push(board.benchmark.name);
  return parts.join(", ");
}

function directionOf(board: Board): string {
  if (board.higherIsBetter === null) return "From high to low; nobody says which is better";
  return board.higherIsBetter ? "Higher is better" : "Lower is better";
}
