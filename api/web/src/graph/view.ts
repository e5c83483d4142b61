/** What of the graph is looked at, and how: all of it stands in the address, so that a link brings back the view. */

import type { Kind } from "../types";

export interface View {
  /** What was asked for and expanded, in this order. */
  around: string[];
  hiddenKinds: Kind[];
  hiddenRelations: string[];
  /** Kinds and relations that are left out unless wanted: they are many and say little. */
  wanted: string[];
  /** The least confidence of an edge that is drawn. */
  sure: number;
  picked: string | null;
  /** The part that is seen: the middle of the window in the graph's own measure, and the zoom. */
  at: { x: number; y: number; zoom: number } | null;
  /** Nodes that were moved by hand. */
  moved: Record<string, { x: number; y: number }>;
}

/** Return the view that an address means. */
export function viewOf(query: string): View {
  const found = new URLSearchParams(query);
  const [x, y, zoom] = numbers(found.get("at"));
  return {
    around: [...new Set(found.getAll("around"))],
    hiddenKinds: found.getAll("without") as Kind[],
    hiddenRelations: found.getAll("no"),
    wanted: found.getAll("with"),
    sure: Math.min(1, Math.max(0, Number(found.get("sure")) || 0)),
    picked: found.get("pick"),
    at: x !== undefined && y !== undefined && zoom ? { x, y, zoom } : null,
    moved: Object.fromEntries(found.getAll("moved").flatMap(movedOf)),
  };
}

/** Return the address of a view, beginning with a question mark. */
export function queryOf(view: View): string {
  const query = new URLSearchParams();
  for (const id of view.around) query.append("around", id);
  for (const kind of view.hiddenKinds) query.append("without", kind);
  for (const relation of view.hiddenRelations) query.append("no", relation);
  for (const wanted of view.wanted) query.append("with", wanted);
  if (view.sure) query.set("sure", String(view.sure));
  if (view.picked) query.set("pick", view.picked);
  if (view.at) query.set("at", `${round(view.at.x)},${round(view.at.y)},${view.at.zoom.toFixed(3)}`);
  for (const [id, { x, y }] of Object.entries(view.moved)) query.append("moved", `${round(x)},${round(y)},${id}`);
  return `?${query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",")}`;
}

const round = (value: number) => String(Math.round(value));

function numbers(text: string | null): number[] {
  const found = (text ?? "").split(",").map(Number);
  return found.every(Number.isFinite) ? found : [];
}

function movedOf(text: string): [string, { x: number; y: number }][] {
  const [, x, y, id] = /^(-?\d+),(-?\d+),(.+)$/.exec(text) ?? [];
  return id ? [[id, { x: Number(x), y: Number(y) }]] : [];
}
