/** Files of what is seen: a picture, and the graph for other tools. */

import type { Core } from "cytoscape";
import type { Graph } from "./data";
import { isLarge } from "./draw";
import { withAllNames } from "./names";

export const FORMATS = ["PNG", "JSON", "GraphML", "CSV"] as const;

export type Format = (typeof FORMATS)[number];

/** Hand the reader a file of what is seen. */
export function save(format: Format, graph: Graph, cy: Core): void {
  const name = `benchgraph-${graph.nodes.length}-nodes`;
  switch (format) {
    case "PNG":
      return hand(`${name}.png`, picture(cy));
    case "JSON":
      return hand(`${name}.json`, new Blob([nodeLink(placed(graph, cy))], { type: "application/json" }));
    case "GraphML":
      return hand(`${name}.graphml`, new Blob([graphml(placed(graph, cy))], { type: "application/xml" }));
    case "CSV":
      return hand(`${name}.csv`, new Blob([csv(graph)], { type: "text/csv" }));
  }
}

/** How many pixels wide and high a picture may be. */
const MOST = 4000;

/** Return a picture of all that is seen; each node has its name, unless they are too many to be read. */
function picture(cy: Core): Blob {
  const bg = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  const { w, h } = cy.elements().boundingBox();
  const scale = Math.min(2, MOST / w, MOST / h);
  const make = () => cy.png({ output: "blob", full: true, scale, bg });
  return isLarge(cy) ? make() : withAllNames(cy, make);
}

/** Return the graph with its nodes where they were moved to. */
function placed(graph: Graph, cy: Core): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, ...cy.getElementById(node.id).position() })) };
}

/** Return the node-link form that networkx, D3 and others read. */
export function nodeLink({ nodes, edges }: Graph): string {
  const links = edges.map(({ id, ...edge }) => ({ key: id, ...edge }));
  return JSON.stringify({ directed: true, multigraph: true, graph: {}, nodes, edges: links }, null, 1);
}

/** Return GraphML with a declared key for each attribute. */
export function graphml({ nodes, edges }: Graph): string {
  const nodeKeys = { label: "string", kind: "string", size: "int", x: "double", y: "double" } as const;
  const edgeKeys = { relation: "string", confidence: "double" } as const;
  const declare = (of: string, keys: Record<string, string>) =>
    Object.entries(keys).map(([key, type]) => `<key id="${key}" for="${of}" attr.name="${key}" attr.type="${type}"/>`);
  const values = (item: object, keys: object) =>
    Object.keys(keys)
      .map((key) => `<data key="${key}">${escaped(String(item[key as keyof typeof item]))}</data>`)
      .join("");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...declare("node", nodeKeys),
    ...declare("edge", edgeKeys),
    '<graph edgedefault="directed">',
    ...nodes.map((node) => `<node id="${escaped(node.id)}">${values(node, nodeKeys)}</node>`),
    ...edges.map(
      (edge) =>
        `<edge source="${escaped(edge.source)}" target="${escaped(edge.target)}">${values(edge, edgeKeys)}</edge>`,
    ),
    "</graph>",
    "</graphml>",
    "",
  ].join("\n");
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// Control characters have no place in XML 1.0, escaped or not.
const escaped = (text: string) =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);

/** Return the edges, one a line, with the names of their ends. */
export function csv({ nodes, edges }: Graph): string {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const rows = edges.map((edge) => [
    edge.source,
    labels.get(edge.source) ?? "",
    edge.relation.toLowerCase(),
    edge.target,
    labels.get(edge.target) ?? "",
    String(edge.confidence),
  ]);
  const header = ["source", "source_label", "relation", "target", "target_label", "confidence"];
  return [header, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

// A cell that begins like a formula would run in a spreadsheet.
const quoted = (cell: string) => `"${(/^[=+@\t-]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`;

function hand(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
