/** The best value of a board over time, drawn small; the table below it says the same. */

import type { Board } from "../types";
import { dayWords, valueWords } from "../words";

const [WIDE, HIGH, EDGE] = [320, 90, 8];
const LEAST = 3;

interface Point {
  time: number;
  date: string;
  best: number;
}

/** Draw how the best value moved, where at least three of the rows at hand, the best ones, have a date. */
export function BestOverTime(props: { board: Board; name: string }) {
  const { board } = props;
  const points = bestOf(board);
  if (board.higherIsBetter === null || points.length < LEAST) return null;
  if (points[0]?.date === points[points.length - 1]?.date) return null;
  const [first, last] = [points[0], points[points.length - 1]] as [Point, Point];
  const words = (point: Point) =>
    `${valueWords({ value: String(point.best), unit: board.unit, isDelta: board.isDelta })}, ${dayWords(point.date)}`;
  const places = placed(points);
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${WIDE} ${HIGH}`}
        role="img"
        aria-label={`Best ${props.name} over time: from ${words(first)} to ${words(last)}; the table has every value`}
      >
        <path d={places.map(([x, y], place) => (place ? `H${x}V${y}` : `M${x} ${y}`)).join("")} />
        {places.map(([x, y], place) => (
          <circle key={place} cx={x} cy={y} r="3" />
        ))}
      </svg>
      <figcaption class="note">
        Best so far{board.rows.length < board.totalCount && ` among the first ${board.rows.length}`}: {words(first)} →{" "}
        {words(last)}
      </figcaption>
    </figure>
  );
}

function bestOf(board: Board): Point[] {
  const better = board.higherIsBetter ? Math.max : Math.min;
  const dated = board.rows.flatMap(({ number, paper }) => (paper.date ? [{ number, date: paper.date }] : []));
  let best: number | null = null;
  return dated
    .sort((a, b) => a.date.localeCompare(b.date))
    .map(({ number, date }) => {
      best = best === null ? number : better(best, number);
      return { time: Date.parse(date), date, best };
    });
}

function placed(points: Point[]): [number, number][] {
  const scale = (values: number[], size: number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return (value: number) => Math.round(EDGE + ((value - low) / (high - low || 1)) * (size - 2 * EDGE));
  };
  const x = scale(points.map(({ time }) => time), WIDE);
  const y = scale(points.map(({ best }) => best), HIGH);
  return points.map(({ time, best }) => [x(time), HIGH - y(best)]);
}
