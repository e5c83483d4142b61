/** The graph that a view shows: asked of the API, put in places, and what of it the filters let through. */

import { ask } from "../ask";
import GRAPH from "../queries/graph.graphql?raw";
import { type Kind, ROLES } from "../types";
import { type Place, placesOf } from "./place";
import type { View } from "./view";

export const KINDS: readonly Kind[] = ["Paper", "Method", "Benchmark", "Dataset", "Task", "Metric", "Result"];
export const RELATIONS = [...ROLES, "VARIANT_OF", "REPORTS_RESULT", "ON", "OF", "MEASURED_BY"] as const;

/** What comes only when it is wanted: `Result` nodes, and edges that merely mention. */
export const LEFT_OUT = ["Result", "MENTIONS"];

/** A first look goes two steps, as far as it stays a picture; an expansion goes one, as far as the API lets it. */
const FIRST = { depth: 2, limit: 60 };
const EXPANDED = { depth: 1, limit: 500 };

export interface GraphNode extends Place {
  id: string;
  label: string;
  kind: Kind;
  size: number;
}

export interface GraphEdge {
  id: string;
  source: string;
  target: string;
  relation: string;
  confidence: number;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  truncated: boolean;
}

interface Answer {
  graph: {
    nodes: (Omit<GraphNode, "kind"> & { type: string })[];
    edges: Omit<GraphEdge, "id">[];
    truncated: boolean;
  };
}

/** Return the graph around what a view asks for, laid out. */
export async function load(view: Pick<View, "around" | "wanted">, signal: AbortSignal): Promise<Graph> {
  const [start = "", ...expanded] = view.around;
  const types = KINDS.filter((kind) => kind !== "Result" || view.wanted.includes(kind)).map((kind) => kind.toUpperCase());
  const relations = RELATIONS.filter((relation) => relation !== "MENTIONS" || view.wanted.includes(relation));
  const common = { types, relations };
  const first = ask<Answer>(GRAPH, { around: [start], ...FIRST, ...common }, signal);
  const all = expanded.length ? ask<Answer>(GRAPH, { around: view.around, ...EXPANDED, ...common }, signal) : first;
  return merged((await first).graph, (await all).graph, expanded);
}

function merged(first: Answer["graph"], all: Answer["graph"], expanded: string[]): Graph {
  // What was seen before an expansion stays, also where the limit would leave it out now.
  const found = [...new Map([...first.nodes, ...all.nodes].map((node) => [node.id, node])).values()];
  const edges = [...new Map([...first.edges, ...all.edges].map((edge) => [keyOf(edge), edge])).values()];
  const places = placesOf(first.nodes, found, edges, expanded);
  return {
    nodes: found.map(({ type, ...node }) => ({ ...node, kind: kindOf(type), ...(places.get(node.id) as Place) })),
    edges: edges.map((edge) => ({ ...edge, id: keyOf(edge) })),
    truncated: all.truncated,
  };
}

const keyOf = (edge: Omit<GraphEdge, "id">) => `${edge.source} ${edge.relation} ${edge.target}`;

const kindOf = (type: string) => KINDS.find((kind) => kind.toUpperCase() === type) ?? "Paper";

/** Return what of a graph the filters of a view let through; a node that no edge reaches any more goes too. */
export function seenOf(graph: Graph, view: Omit<View, "at">): Graph {
  const kinds = new Map(graph.nodes.map(({ id, kind }) => [id, kind]));
  const shows = (id: string) => {
    const kind = kinds.get(id);
    return kind !== undefined && !view.hiddenKinds.includes(kind);
  };
  const edges = graph.edges.filter(
    (edge) =>
      edge.confidence >= view.sure &&
      !view.hiddenRelations.includes(edge.relation) &&
      shows(edge.source) &&
      shows(edge.target),
  );
  const reached = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const nodes = graph.nodes.filter(({ id }) => view.around.includes(id) || reached.has(id));
  return { nodes, edges, truncated: graph.truncated };
}
