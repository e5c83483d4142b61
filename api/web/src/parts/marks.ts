/** Cutting a text at the mentions in it. Offsets count code points, as the API's do. */

import type { EntityUse } from "../types";

export interface Mark {
  start: number;
  end: number;
  use: EntityUse;
}

export interface Piece {
  text: string;
  use?: EntityUse;
}

/** Return a text in pieces; where marks overlap, the longest stands. */
export function pieces(text: string, marks: Mark[]): Piece[] {
  const points = Array.from(text);
  const cut: Piece[] = [];
  let at = 0;
  for (const mark of withoutOverlap(marks)) {
    if (mark.start > at) cut.push({ text: points.slice(at, mark.start).join("") });
    cut.push({ text: points.slice(mark.start, mark.end).join(""), use: mark.use });
    at = mark.end;
  }
  if (at < points.length) cut.push({ text: points.slice(at).join("") });
  return cut;
}

function withoutOverlap(marks: Mark[]): Mark[] {
  const longestFirst = [...marks].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const standing: Mark[] = [];
  for (const mark of longestFirst) {
    if (standing.every((other) => mark.end <= other.start || mark.start >= other.end)) standing.push(mark);
  }
  return standing.sort((a, b) => a.start - b.start);
}

/** Return where each use stands in the title or the abstract. */
export function marksIn(uses: EntityUse[], field: "TITLE" | "ABSTRACT"): Mark[] {
  return uses.flatMap((use) =>
    use.evidence
      .filter((evidence) => evidence.field === field)
      .map((evidence) => ({ start: evidence.start, end: evidence.end, use })),
  );
}
