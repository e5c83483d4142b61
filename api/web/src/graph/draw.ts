/** Drawing a graph on a canvas: the only place that calls the library by its name. */

import cytoscape, { type Core, type ElementDefinition } from "cytoscape";
import type { Kind } from "../types";
import type { Graph } from "./data";
import { styleOf } from "./look";
import type { Place } from "./place";
import type { View } from "./view";

/** What stays free around all that is seen, and the room of a node with its label: in pixels, and in units of places. */
const [MARGIN, LABEL_WIDE, LABEL_HIGH] = [20, 130, 110];

// Cytoscape puts a style element into the page unless one of this id is there; the policy of the page forbids it, and
// the one rule that it holds stands in our own style.
const reserved = document.createElement("link");
reserved.id = "__________cytoscape_stylesheet";
document.head.append(reserved);

/** The most edges that are drawn with all that an edge may have. */
const LARGE = 1000;

/** Return an empty drawing in a box of the page; where it is still, it moves with another one and not by hand. */
export function drawingIn(container: HTMLElement, options: { still: boolean }): Core {
  return cytoscape({
    container,
    layout: { name: "preset" },
    minZoom: 0.05,
    maxZoom: 4,
    userPanningEnabled: !options.still,
    userZoomingEnabled: !options.still,
    boxSelectionEnabled: false,
    autounselectify: true, // what is picked stands in the address
  });
}

/** Draw in the colours that the page has now. */
export function recolour(cy: Core): void {
  cy.style(styleOf(cy.container() as HTMLElement, { large: isLarge(cy) }));
  cy.emit("recolour");
}

// The library's own place for such notes, `scratch`, styles every element anew.
const large = new WeakSet<Core>();

/** Say whether the drawing has so many edges that it stays as it is once it is drawn. */
export const isLarge = (cy: Core): boolean => large.has(cy);

/** Show a graph: what is new appears, what is gone goes, and all lies where a link to this view would put it. */
export function show(cy: Core, graph: Graph, view: Omit<View, "at">): void {
  const nodes = nodesOf(graph, view);
  const edges = edgesOf(graph);
  const wanted = new Map([...nodes, ...edges].map((element) => [element.data.id, element]));
  const wasLarge = isLarge(cy);
  if (graph.edges.length > LARGE) large.add(cy);
  else large.delete(cy);
  if (isLarge(cy) !== wasLarge || cy.elements().empty()) recolour(cy);
  cy.batch(() => {
    cy.elements().forEach((element) => {
      const same = wanted.get(element.id());
      if (!same) element.remove();
      else if (same.position && element.isNode()) element.position(same.position).toggleClass("expanded", !!same.classes);
    });
  });
  // Nodes come before edges, since a node that changes looks through its edges; and what was never measured is measured
  // here, since the first drawing would do so and all be drawn once more for that.
  for (const elements of [nodes, edges]) {
    cy.add(elements.filter(({ data }) => cy.getElementById(data.id).empty()));
    cy.elements().boundingBox();
  }
}

type Element = ElementDefinition & { data: { id: string } };

const nodesOf = (graph: Graph, view: Omit<View, "at">): Element[] =>
  graph.nodes.map(({ id, label, kind, size, x, y }) => ({
    group: "nodes",
    data: { id, label: short(label, kind), kind, size: 18 + 7 * Math.log2(1 + size) },
    position: view.moved[id] ?? { x, y },
    classes: view.around.includes(id) ? "expanded" : "",
  }));

const edgesOf = (graph: Graph): Element[] => graph.edges.map((edge) => ({ group: "edges", data: { ...edge } }));

const short = (label: string, kind: Kind) => {
  const most = kind === "Paper" ? 34 : 40;
  return label.length > most ? `${label.slice(0, most - 1).trimEnd()}…` : label;
};

/** The pixels within which a click beside a node is one on it. */
const REACH = 5;

/** Return the node at a place of a large drawing: the library, which would ask every edge too, is told to ask none. */
export function nodeAt(cy: Core, { x, y }: Place): string | null {
  let found: string | null = null;
  let least = REACH / cy.zoom();
  cy.nodes().forEach((node) => {
    const place = node.position();
    const away = Math.hypot(place.x - x, place.y - y) - Number(node.data("size")) / 2;
    if (away >= least) return;
    least = away;
    found = node.id();
  });
  return found;
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
