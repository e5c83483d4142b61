/** The graph view: what lies around something, drawn, to be expanded, filtered, saved and linked to. */

import "../style/graph.css";
import type { Core } from "cytoscape";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { messageOf } from "../ask";
import { Canvas } from "../graph/canvas";
import { type Graph, load, seenOf } from "../graph/data";
import { showPart } from "../graph/draw";
import { Filters } from "../graph/filters";
import { type Format, save } from "../graph/save";
import { Picked, SeenList } from "../graph/seen";
import { queryOf, type View, viewOf } from "../graph/view";
import { CopyLink } from "../parts/copy";
import { Empty, Failed, Loading } from "../parts/state";
import { go, hrefOf } from "../route";
import { useTitle } from "../title";
import { counted } from "../words";

export function GraphPage(props: { query: string }) {
  const view = useMemo(() => viewOf(props.query), [props.query]);
  // The part that is seen changes with every move of the mouse; it goes into the address without drawing the page anew.
  const at = useRef(view.at);
  const change = (changed: Partial<View>, options: { step?: boolean } = {}) => {
    const next = { ...viewOf(location.search), at: at.current, ...changed };
    go(hrefOf.home() + "graph" + queryOf(next), { replace: !options.step });
  };
  const { graph, error, again } = useGraph(view);
  const start = graph?.nodes.find(({ id }) => id === view.around[0]);
  useTitle(start ? `Graph around ${start.label}` : "Graph");
  if (!view.around.length) {
    return <Empty>Search for something, open its page, and choose “Show in the graph”.</Empty>;
  }
  if (error && !graph) return <Failed what="the graph" error={error} again={again} />;
  if (!graph) return <Loading what="the graph" lines={14} />;
  if (!graph.nodes.length) {
    return (
      <Empty>
        Nothing in the graph is called <code>{view.around.join(", ")}</code>. Search for it above.
      </Empty>
    );
  }
  return <Workbench graph={graph} view={view} at={at} change={change} error={error} />;
}

/** Load the graph of a view; while another is on its way the last one stays. */
function useGraph(view: View): { graph: Graph | null; error: string | null; again: () => void } {
  const [graph, setGraph] = useState<Graph | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const { around, wanted } = view;
  useEffect(() => {
    const stop = new AbortController();
    if (around.length) {
      load({ around, wanted }, stop.signal).then(
        (found) => {
          setGraph(found);
          setError(null);
        },
        (problem: unknown) => {
          if (!stop.signal.aborted) setError(messageOf(problem));
        },
      );
    }
    return () => stop.abort();
  }, [around.join(" "), wanted.join(" "), attempt]);
  return { graph, error, again: () => setAttempt((count) => count + 1) };
}

interface Bench {
  graph: Graph;
  view: View;
  at: { current: View["at"] };
  change: (changed: Partial<View>, options?: { step?: boolean }) => void;
  error: string | null;
}

function Workbench(props: Bench) {
  const { graph, view, at, change, error } = props;
  const drawing = useRef<Core | null>(null);
  const filters = JSON.stringify([view.hiddenKinds, view.hiddenRelations, view.sure, view.around]);
  const seen = useMemo(() => seenOf(graph, view), [graph, filters]);
  const pick = useCallback((id: string | null) => change({ picked: id }), []);
  const expand = (id: string) => {
    if (!view.around.includes(id)) change({ around: [...view.around, id], picked: id }, { step: true });
  };
  const collapse = (id: string) => change({ around: view.around.filter((each) => each !== id) }, { step: true });
  const look = (looked: View["at"]) => {
    at.current = looked;
    go(hrefOf.home() + "graph" + queryOf({ ...viewOf(location.search), at: looked }), { replace: true, quietly: true });
  };
  const showAll = () => {
    if (drawing.current) showPart(drawing.current, null);
    look(null);
  };
  const start = graph.nodes.find(({ id }) => id === view.around[0]);
  return (
    <div class="workbench">
      <div class="graph-head">
        <h1>{start ? `Around ${start.label}` : "Graph"}</h1>
        <p class="note" role="status">
          {counted(seen.nodes.length, "node")}, {counted(seen.edges.length, "edge")}
          {graph.truncated && ": the nearest; there are more than can be drawn"}
          {error && ` · ${error}`}
        </p>
        <p class="actions">
          <button type="button" onClick={showAll}>
            Show all
          </button>
          <CopyLink label="Copy link to this view" />
        </p>
      </div>
      <Canvas
        graph={seen}
        view={view}
        at={at.current}
        onPick={pick}
        onExpand={expand}
        onLook={look}
        onMove={(id, place) => change({ moved: { ...viewOf(location.search).moved, [id]: place } })}
        onDrawing={(cy) => {
          drawing.current = cy;
        }}
      />
      <aside aria-label="Of this graph">
        <Picked graph={seen} view={view} acts={{ pick, expand, collapse }} />
        <Filters
          graph={graph}
          view={view}
          change={change}
          save={(format: Format) => drawing.current && save(format, seen, drawing.current)}
        />
        <SeenList graph={seen} view={view} pick={pick} />
      </aside>
    </div>
  );
}
