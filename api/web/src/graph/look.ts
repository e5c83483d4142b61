/** What the drawing looks like: shapes, and the colours of the page. */

import type { StylesheetJson } from "cytoscape";
import type { Kind } from "../types";

/** How high the letters of a name are, and how wide its lines, in the graph's own measure. */
export const [NAME_SIZE, NAME_WIDE] = [12, 130];

const SHAPES = {
  Paper: "round-rectangle",
  Method: "ellipse",
  Benchmark: "rectangle",
  Dataset: "diamond",
  Task: "triangle",
  Metric: "hexagon",
  Result: "tag",
} as const satisfies Record<Kind, string>;

// An arrow is drawn by itself and asks where its line meets the outline of a node; thousands of them are seen by nobody.
const ARROWS = { "curve-style": "straight", "target-arrow-shape": "triangle", "arrow-scale": 0.7 };
const LINES = { "curve-style": "haystack", "haystack-radius": 0 };

const namesIn = (colour: (name: string) => string) => ({
  label: "data(label)",
  color: colour("text"),
  "font-size": NAME_SIZE,
  "font-family": "system-ui, sans-serif",
  "text-opacity": 0, // `names.ts` shows those that have room
  "text-valign": "bottom",
  "text-margin-y": 4,
  "text-max-width": `${NAME_WIDE}px`,
  "text-wrap": "wrap",
  "text-background-color": colour("ground"),
  "text-background-opacity": 0.75,
  "text-background-padding": "1px",
});

/** Return the style in the colours that the page has now; of a large graph without names, and edges are mere lines. */
export function styleOf(container: HTMLElement, options: { large: boolean }): StylesheetJson {
  const colours = getComputedStyle(container);
  const colour = (name: string) => colours.getPropertyValue(`--${name}`).trim();
  const kinds = (Object.keys(SHAPES) as Kind[]).map((kind) => ({
    selector: `node[kind = "${kind}"]`,
    style: { shape: SHAPES[kind], "background-color": colour(kind.toLowerCase()) },
  }));
  return [
    {
      selector: "node",
      style: {
        width: "data(size)",
        height: "data(size)",
        ...(options.large ? { events: "no" } : namesIn(colour)),
        "overlay-opacity": 0,
      },
    },
    ...kinds,
    {
      selector: "edge",
      style: {
        width: "mapData(confidence, 0, 1, 0.6, 2.4)",
        "line-color": colour("control"),
        "line-opacity": 0.55,
        "target-arrow-color": colour("control"),
        events: "no", // nothing is told of an edge that is clicked, and a node below one is meant
        ...(options.large ? LINES : ARROWS),
      },
    },
    { selector: 'edge[relation = "VARIANT_OF"]', style: { "line-style": "dashed" } },
    { selector: 'edge[relation = "MENTIONS"]', style: { "line-style": "dotted" } },
    {
      selector: "node.expanded",
      style: { "border-width": 3, "border-color": colour("text"), "font-weight": "bold" },
    },
    { selector: ".far", style: { opacity: 0.22 } },
    {
      selector: "edge.near",
      style: { "line-color": colour("accent"), "target-arrow-color": colour("accent"), "line-opacity": 1 },
    },
    {
      selector: "node.picked",
      style: { "border-width": 4, "border-color": colour("accent"), "font-weight": "bold", "z-index": 10 },
    },
  ] as StylesheetJson;
}
