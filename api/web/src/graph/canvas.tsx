/** The drawing of a graph, with mouse, finger and keys. */

import type { Core } from "cytoscape";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Graph } from "./data";
import { drawingIn, isLarge, nodeAt, recolour, seenPart, show, showPart } from "./draw";
import { point } from "./point";
import type { View } from "./view";

const STEP = 60;

interface Props {
  graph: Graph;
  view: Omit<View, "at">;
  at: View["at"];
  onPick: (id: string | null) => void;
  onExpand: (id: string) => void;
  /** Told what part is seen after the reader moved it; null is all of it. */
  onLook: (at: View["at"]) => void;
  onMove: (id: string, place: { x: number; y: number }) => void;
  /** Told the drawing once it is there, and null when it goes. */
  onDrawing: (cy: Core | null) => void;
}

export function Canvas(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Core | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const container = box.current as HTMLDivElement;
    const cy = drawingIn(container, { still: false });
    drawing.current = cy;
    listen(cy, latest);
    const onTheme = () => recolour(cy);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    addEventListener("benchgraph:theme", onTheme);
    dark.addEventListener("change", onTheme);
    props.onDrawing(cy);
    return () => {
      removeEventListener("benchgraph:theme", onTheme);
      dark.removeEventListener("change", onTheme);
      props.onDrawing(null);
      drawing.current = null;
      cy.destroy();
    };
  }, []);

  useEffect(() => {
    const cy = drawing.current;
    if (!cy) return;
    const wasEmpty = cy.elements().empty();
    show(cy, props.graph, latest.current.view);
    if (wasEmpty) showPart(cy, props.at);
    point(cy, latest.current.view.picked);
  }, [props.graph, props.view.around.join(" ")]);

  useLayoutEffect(() => {
    if (drawing.current) point(drawing.current, props.view.picked);
  }, [props.view.picked]);

  const { nodes, edges } = props.graph;
  return (
    <div
      class="canvas"
      role="application"
      aria-roledescription="graph"
      aria-label={`Drawing of ${nodes.length} nodes and ${edges.length} edges. Arrow keys move it, plus and minus zoom, 0 shows all. The list beside it holds the same nodes.`}
      tabIndex={0}
      onKeyDown={(event) => drawing.current && onKey(event, drawing.current, props.onLook)}
    >
      <div ref={box} class="__________cytoscape_container" aria-hidden="true" />
    </div>
  );
}

function listen(cy: Core, latest: { current: Props }): void {
  cy.on("tap", (event) => {
    const id = event.target === cy ? (isLarge(cy) ? nodeAt(cy, event.position) : null) : event.target.id();
    if (id !== null && latest.current.view.picked === id) latest.current.onExpand(id);
    else latest.current.onPick(id);
  });
  cy.on("dragfree", "node", (event) => latest.current.onMove(event.target.id(), { ...event.target.position() }));
  let quiet = 0;
  cy.on("viewport", () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      if (!cy.destroyed()) point(cy, latest.current.view.picked);
    }, 150);
  });
  // Only what a reader does: a first look that shows all needs no place in the address.
  let timer = 0;
  cy.on("dragpan scrollzoom pinchzoom", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!cy.destroyed()) latest.current.onLook(seenPart(cy));
    }, 200);
  });
}

function onKey(event: KeyboardEvent, cy: Core, onLook: Props["onLook"]): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const middle = { x: cy.width() / 2, y: cy.height() / 2 };
  const keys: Record<string, () => void> = {
    ArrowLeft: () => cy.panBy({ x: STEP, y: 0 }),
    ArrowRight: () => cy.panBy({ x: -STEP, y: 0 }),
    ArrowUp: () => cy.panBy({ x: 0, y: STEP }),
    ArrowDown: () => cy.panBy({ x: 0, y: -STEP }),
    "+": () => cy.zoom({ level: cy.zoom() * 1.25, renderedPosition: middle }),
    "=": () => cy.zoom({ level: cy.zoom() * 1.25, renderedPosition: middle }),
    "-": () => cy.zoom({ level: cy.zoom() / 1.25, renderedPosition: middle }),
    "0": () => showPart(cy, null),
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
  onLook(event.key === "0" ? null : seenPart(cy));
}
