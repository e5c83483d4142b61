/** Drawing a graph on a canvas: the only place that knows the library. */

import cytoscape, { type Core, type ElementDefinition, type StylesheetJson } from "cytoscape";
import type { Kind } from "../types";
import type { Graph } from "./data";
import type { View } from "./view";

/** What stays free around all that is seen, and the room of a node with its label: in pixels, and in units of places. */
const [MARGIN, LABEL_WIDE, LABEL_HIGH] = [20, 130, 110];

const SHAPES = {
  Paper: "round-rectangle",
  Method: "ellipse",
  Benchmark: "rectangle",
  Dataset: "diamond",
  Task: "triangle",
  Metric: "hexagon",
  Result: "tag",
} as const satisfies Record<Kind, string>;

// Cytoscape puts a style element into the page unless one of this id is there; the policy of the page forbids it, and
// the one rule that it holds stands in our own style.
const reserved = document.createElement("link");
reserved.id = "__________cytoscape_stylesheet";
document.head.append(reserved);

/** Return an empty drawing in a box of the page. */
export function drawingIn(container: HTMLElement): Core {
  return cytoscape({
    container,
    style: styleOf(container),
    layout: { name: "preset" },
    minZoom: 0.05,
    maxZoom: 4,
    boxSelectionEnabled: false,
    selectionType: "single",
    hideEdgesOnViewport: false,
    textureOnViewport: false,
    pixelRatio: "auto",
  });
}

/** Show a graph: what is new appears, what is gone goes, and all lies where a link to this view would put it. */
export function show(cy: Core, graph: Graph, view: Omit<View, "at">): void {
  const wanted = new Map(elementsOf(graph, view).map((element) => [element.data.id as string, element]));
  cy.batch(() => {
    cy.elements().forEach((element) => {
      const place = wanted.get(element.id());
      if (!place) element.remove();
      else if (place.position && element.isNode()) element.position(place.position);
    });
    cy.add([...wanted.values()].filter(({ data }) => cy.getElementById(data.id as string).empty()));
    cy.nodes().forEach((node) => {
      node.toggleClass("expanded", view.around.includes(node.id()));
    });
    point(cy, view.picked);
  });
}

function elementsOf(graph: Graph, view: Omit<View, "at">): ElementDefinition[] {
  const nodes = graph.nodes.map(({ id, label, kind, size, x, y }) => ({
    group: "nodes" as const,
    data: { id, label: short(label, kind), kind, size: 18 + 7 * Math.log2(1 + size) },
    position: view.moved[id] ?? { x, y },
  }));
  const edges = graph.edges.map(({ id, source, target, relation, confidence }) => ({
    group: "edges" as const,
    data: { id, source, target, relation, confidence },
  }));
  return [...nodes, ...edges];
}

const short = (label: string, kind: Kind) => {
  const most = kind === "Paper" ? 34 : 40;
  return label.length > most ? `${label.slice(0, most - 1).trimEnd()}…` : label;
};

/** Let one node and what it is joined to stand out. */
export function point(cy: Core, id: string | null): void {
  cy.elements().removeClass("picked near far");
  const picked = id === null ? cy.collection() : cy.getElementById(id);
  if (picked.empty()) return;
  const near = picked.closedNeighborhood();
  cy.elements().not(near).addClass("far");
  near.addClass("near");
  picked.addClass("picked");
}

/** Return the part that is seen, for the address. */
export function seenPart(cy: Core): NonNullable<View["at"]> {
  const zoom = cy.zoom();
  const { x, y } = cy.pan();
  return { x: (cy.width() / 2 - x) / zoom, y: (cy.height() / 2 - y) / zoom, zoom };
}

/** Show the part that an address tells; all of it where it tells none. */
export function showPart(cy: Core, at: View["at"]): void {
  const { x, y, zoom } = at ?? whole(cy);
  cy.viewport({ zoom, pan: { x: cy.width() / 2 - x * zoom, y: cy.height() / 2 - y * zoom } });
}

/**
 * Return the part that shows all nodes. The library's own `fit` measures each label, which costs more than drawing: here
 * a label has the room that the widest may take.
 */
function whole(cy: Core): NonNullable<View["at"]> {
  const places = cy.nodes().map((node) => node.position());
  const [left, right] = endsOf(places.map(({ x }) => x));
  const [top, bottom] = endsOf(places.map(({ y }) => y));
  const wide = (cy.width() - 2 * MARGIN) / (right - left + LABEL_WIDE);
  const high = (cy.height() - 2 * MARGIN) / (bottom - top + LABEL_HIGH);
  const zoom = Math.max(cy.minZoom(), Math.min(wide, high, 1.3));
  return { x: (left + right) / 2, y: (top + bottom) / 2, zoom };
}

const endsOf = (values: number[]): [number, number] =>
  values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);

/** Return the style in the colours that the page has now. */
export function styleOf(container: HTMLElement): StylesheetJson {
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
        label: "data(label)",
        color: colour("text"),
        "font-size": 12,
        "font-family": "system-ui, sans-serif",
        "min-zoomed-font-size": 8,
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-max-width": "130px",
        "text-wrap": "wrap",
        "text-background-color": colour("ground"),
        "text-background-opacity": 0.75,
        "text-background-padding": "1px",
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
        "curve-style": "straight",
        "target-arrow-shape": "triangle",
        "target-arrow-color": colour("control"),
        "arrow-scale": 0.7,
        "overlay-opacity": 0,
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
