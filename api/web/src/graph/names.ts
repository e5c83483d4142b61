/** Names that are read where the drawing is small: those of the weightiest nodes, none over another or over a node. */

import type { Core, NodeCollection, NodeSingular } from "cytoscape";
import { NAME_SIZE, NAME_WIDE } from "./look";

/** Pixels on the screen: of letters, how wide one is about, how wide a line may be, and between a node and its name. */
const [LETTER, LETTER_WIDE, LINE_WIDE, GAP] = [11, 6.5, 120, 3];

/** The zoom from which every name is read as it is. */
const ALL_FROM = LETTER / NAME_SIZE;

/** How many nodes are tried, how many names are shown at most, and pixels of a node that no name may lie over. */
const [TRIED, MOST, BODY] = [300, 40, 6];

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const none = (cy: Core): NodeCollection => cy.collection().nodes();

const shown = new WeakMap<Core, { nodes: NodeCollection; zoom: number }>();

/** Name what has room for its name; where the drawing is large enough to read every name, all. */
export function showNames(cy: Core): void {
  const zoom = cy.zoom();
  const before = shown.get(cy) ?? { nodes: none(cy), zoom };
  const nodes = zoom < ALL_FROM ? chosenNames(cy) : cy.nodes();
  cy.batch(() => {
    before.nodes.not(nodes).removeStyle();
    nodes.not(before.zoom === zoom ? before.nodes.filter((node) => node.inside()) : none(cy)).style({
      "text-opacity": 1,
      "font-size": Math.max(NAME_SIZE, LETTER / zoom),
      "text-max-width": `${Math.max(NAME_WIDE, LINE_WIDE / zoom)}px`,
      "text-margin-y": GAP / zoom,
    });
  });
  shown.set(cy, { nodes, zoom });
}

/** Do something while every node has its name, as large as the nodes are. */
export function withAllNames<Made>(cy: Core, make: () => Made): Made {
  shown.delete(cy);
  cy.nodes().removeStyle().style("text-opacity", 1);
  const made = make();
  cy.nodes().removeStyle();
  showNames(cy);
  return made;
}

/** Return the nodes in the part that is seen whose names have room: first those picked or asked for, then the largest. */
export function chosenNames(cy: Core): NodeCollection {
  const all: Box = { left: 0, right: cy.width(), top: 0, bottom: cy.height() };
  const nodes = cy.nodes().map((node) => ({ node, body: bodyOf(node), rank: rankOf(node) }));
  const seen = nodes.filter(({ body }) => overlap(body, all));
  seen.sort((a, b) => b.rank - a.rank || sizeOf(b.node) - sizeOf(a.node));
  const plain = seen.filter(({ node, body }) => body.right - body.left >= BODY && !node.hasClass("far"));
  const taken = plain.map(({ body }) => body);
  const found = new Set<string>();
  for (const { node, body, rank } of seen.slice(0, TRIED)) {
    const box = nameOf(node, body);
    if (rank < 2 && taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    found.add(node.id());
    if (found.size === MOST) break;
  }
  return cy.nodes().filter((node) => found.has(node.id()));
}

/** What is picked comes first, then what was asked for, both always named, then what the picked is joined to. */
const rankOf = (node: NodeSingular) =>
  node.hasClass("picked") ? 3 : node.hasClass("expanded") ? 2 : node.hasClass("near") ? 1 : 0;

const sizeOf = (node: NodeSingular) => Number(node.data("size"));

function bodyOf(node: NodeSingular): Box {
  const { x, y } = node.renderedPosition();
  const half = (sizeOf(node) * node.cy().zoom()) / 2;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function nameOf(node: NodeSingular, body: Box): Box {
  const wide = String(node.data("label")).length * LETTER_WIDE;
  const middle = (body.left + body.right) / 2;
  const half = Math.min(wide, LINE_WIDE) / 2;
  const top = body.bottom + GAP;
  return { left: middle - half, right: middle + half, top, bottom: top + Math.ceil(wide / LINE_WIDE) * LETTER * 1.3 };
}

const overlap = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
