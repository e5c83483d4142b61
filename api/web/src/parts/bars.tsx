/** Counts as bars; each bar is an item of a list and says its number. */

import type { Count } from "../types";

/** Show papers per year, years without any among them; those without a date come last. */
export function YearBars(props: { years: Count[] }) {
  const bars = withGaps(props.years);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="Bars of papers per year">
      <ol class="bars" aria-label="Papers per year">
        {bars.map(({ value, count }) => (
          <li key={value}>
            <span class="amount">{count > 0 ? count : ""}</span>
            <span class="column" style={{ blockSize: `${(count / most) * 5.5}rem` }} />
            <span class="year">
              {value ?? "none"}
              <span class="unseen">: {count}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function withGaps(counts: Count[]): Count[] {
  const years = counts.filter(({ value }) => value !== null).map(({ value }) => Number(value));
  if (!years.length) return counts;
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const known = new Map(counts.map(({ value, count }) => [value, count]));
  const filled = Array.from({ length: last - first + 1 }, (_, step) => String(first + step));
  const undated = known.get(null);
  return [
    ...filled.map((value) => ({ value, count: known.get(value) ?? 0 })),
    ...(undated ? [{ value: null, count: undated }] : []),
  ];
}
