/** The drawing in words: the node that was picked with its edges, and a list of all that is seen. */

import { KindTag } from "../parts/chip";
import { hrefOfNode } from "../route";
import { counted, percent, roleWords } from "../words";
import type { Graph, GraphNode } from "./data";
import type { View } from "./view";

interface Acts {
  pick: (id: string) => void;
  expand: (id: string) => void;
  collapse: (id: string) => void;
}

export function Picked(props: { graph: Graph; view: View; acts: Acts }) {
  const { graph, view, acts } = props;
  const node = graph.nodes.find(({ id }) => id === view.picked);
  if (!node) return <p class="note">Click a node to see what it is joined to; click it again to expand it.</p>;
  const labels = new Map(graph.nodes.map(({ id, label }) => [id, label]));
  const edges = graph.edges.filter(({ source, target }) => source === node.id || target === node.id);
  return (
    <section class="picked" aria-label="The node that was picked">
      <KindTag kind={node.kind} />
      <h2>{node.label}</h2>
      <p class="actions">
        {node.kind !== "Result" && (
          <a class="button" href={hrefOfNode(node.id)}>
            Open its page
          </a>
        )}
        <ExpandButton node={node} view={view} acts={acts} />
      </p>
      <ul class="joined">
        {edges.map((edge) => {
          const other = edge.source === node.id ? edge.target : edge.source;
          return (
            <li key={edge.id}>
              <span class="note">
                {edge.source === node.id ? roleWords(edge.relation) : `← ${roleWords(edge.relation)}`}{" "}
                {percent(edge.confidence)}
              </span>{" "}
              <button type="button" class="link" onClick={() => acts.pick(other)}>
                {labels.get(other)}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function ExpandButton(props: { node: GraphNode; view: View; acts: Acts }) {
  const { node, view, acts } = props;
  if (!view.around.includes(node.id)) {
    return (
      <button type="button" onClick={() => acts.expand(node.id)}>
        Expand
      </button>
    );
  }
  if (view.around.length === 1) return null;
  return (
    <button type="button" onClick={() => acts.collapse(node.id)}>
      Collapse
    </button>
  );
}

export function SeenList(props: { graph: Graph; view: View; pick: (id: string) => void }) {
  const { graph, view, pick } = props;
  const sorted = [...graph.nodes].sort((a, b) => b.size - a.size || a.label.localeCompare(b.label));
  return (
    <details class="panel">
      <summary>All {counted(graph.nodes.length, "node")} as a list</summary>
      <ul class="joined">
        {sorted.map((node) => (
          <li key={node.id} class={`kind-${node.kind.toLowerCase()}`}>
            <span class="dot" aria-hidden="true" />
            <span class="unseen">{node.kind}: </span>
            <button type="button" class="link" aria-pressed={node.id === view.picked} onClick={() => pick(node.id)}>
              {node.label}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
