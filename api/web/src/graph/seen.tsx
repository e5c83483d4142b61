/** The drawing in words: the node that was picked with its edges, and a list of all that is seen. */

import { Component } from "preact";
import { useMemo, useState } from "preact/hooks";
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
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="panel" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>All {counted(graph.nodes.length, "node")} as a list</summary>
      {isOpen && <List nodes={graph.nodes} picked={view.picked} pick={pick} />}
    </details>
  );
}

function List(props: { nodes: GraphNode[]; picked: string | null; pick: (id: string) => void }) {
  const { nodes, picked, pick } = props;
  const sorted = useMemo(() => {
    const { compare } = new Intl.Collator("en");
    return [...nodes].sort((a, b) => b.size - a.size || compare(a.label, b.label));
  }, [nodes]);
  return (
    <ul class="joined">
      {sorted.map((node) => (
        <Line key={node.id} node={node} isPicked={node.id === picked} pick={pick} />
      ))}
    </ul>
  );
}

interface LineProps {
  node: GraphNode;
  isPicked: boolean;
  pick: (id: string) => void;
}

/** A node of the list, made anew only when it changes: there may be thousands. */
class Line extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    return next.node !== this.props.node || next.isPicked !== this.props.isPicked;
  }

  override render({ node, isPicked, pick }: LineProps) {
    return (
      <li class={`kind-${node.kind.toLowerCase()}`}>
        <span class="dot" aria-hidden="true" />
        <span class="unseen">{node.kind}: </span>
        <button type="button" class="link" aria-pressed={isPicked} onClick={() => pick(node.id)}>
          {node.label}
        </button>
      </li>
    );
  }
}
