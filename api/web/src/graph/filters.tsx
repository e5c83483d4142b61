/** The legend, which is also the filter: what is drawn, how sure it is, and files of it. */

import type { Kind } from "../types";
import { percent, roleWords } from "../words";
import { type Graph, KINDS, RELATIONS } from "./data";
import { FORMATS, type Format } from "./save";
import type { View } from "./view";

type Change = (change: Partial<View>) => void;

export function Filters(props: { graph: Graph; view: View; change: Change; save: (format: Format) => void }) {
  const { graph, view, change, save } = props;
  return (
    <form class="panel" onSubmit={(event) => event.preventDefault()}>
      <Kinds graph={graph} view={view} change={change} />
      <Relations graph={graph} view={view} change={change} />
      <fieldset>
        <legend>Edges at least this sure</legend>
        <label class="range">
          <span class="unseen">Least confidence</span>
          <input
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={view.sure}
            onInput={(event) => change({ sure: Number(event.currentTarget.value) })}
          />
          <output>{percent(view.sure)}</output>
        </label>
      </fieldset>
      <fieldset>
        <legend>Export what is seen</legend>
        <div class="chips">
          {FORMATS.map((format) => (
            <button key={format} type="button" class="toggle" onClick={() => save(format)}>
              {format}
            </button>
          ))}
        </div>
      </fieldset>
    </form>
  );
}

function Kinds(props: { graph: Graph; view: View; change: Change }) {
  const { graph, view, change } = props;
  const toggle = (kind: Kind, on: boolean) => {
    if (kind === "Result") change({ wanted: without(view.wanted, kind, on) });
    else change({ hiddenKinds: without(view.hiddenKinds, kind, !on) });
  };
  return (
    <fieldset>
      <legend>Nodes</legend>
      {KINDS.map((kind) => {
        const count = graph.nodes.filter((node) => node.kind === kind).length;
        const on = kind === "Result" ? view.wanted.includes(kind) : !view.hiddenKinds.includes(kind);
        if (!count && kind !== "Result") return null;
        return (
          <label key={kind} class={`check kind-${kind.toLowerCase()}`}>
            <input type="checkbox" checked={on} onChange={() => toggle(kind, !on)} />
            <span class="dot" aria-hidden="true" />
            {kind}
            {on && <span class="count">{count}</span>}
          </label>
        );
      })}
    </fieldset>
  );
}

function Relations(props: { graph: Graph; view: View; change: Change }) {
  const { graph, view, change } = props;
  const toggle = (relation: string, on: boolean) => {
    if (relation === "MENTIONS") change({ wanted: without(view.wanted, relation, on) });
    else change({ hiddenRelations: without(view.hiddenRelations, relation, !on) });
  };
  return (
    <fieldset>
      <legend>Edges</legend>
      {RELATIONS.map((relation) => {
        const count = graph.edges.filter((edge) => edge.relation === relation).length;
        const on =
          relation === "MENTIONS" ? view.wanted.includes(relation) : !view.hiddenRelations.includes(relation);
        if (!count && relation !== "MENTIONS") return null;
        return (
          <label key={relation} class="check">
            <input type="checkbox" checked={on} onChange={() => toggle(relation, !on)} />
            {roleWords(relation)}
            {on && <span class="count">{count}</span>}
          </label>
        );
      })}
    </fieldset>
  );
}

/** Return a list with an item in it, or without. */
function without<Item>(list: Item[], item: Item, present: boolean): Item[] {
  const rest = list.filter((each) => each !== item);
  return present ? [...rest, item] : rest;
}
