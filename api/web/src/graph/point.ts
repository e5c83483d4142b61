/** What stands out of a drawing: the picked node with what it is joined to, and names. */

import type { CollectionReturnValue, Core } from "cytoscape";
import { drawingIn, isLarge, recolour } from "./draw";
import { chosenNames, showNames } from "./names";

/**
 * Let one node and what it is joined to stand out, and name what there is room for. Any change of a large drawing costs
 * drawing all of it, so there this happens in front of it.
 */
export function point(cy: Core, id: string | null): void {
  if (isLarge(cy)) return bringForward(cy, id);
  fronts.get(cy)?.elements().remove();
  fronts.get(cy)?.container()?.classList.remove("veil");
  markAround(cy, id === null ? cy.collection() : cy.getElementById(id));
  showNames(cy);
}

/** Mark what is picked, what it is joined to, and the rest; with nothing picked, nothing. */
function markAround(cy: Core, picked: CollectionReturnValue): void {
  const near = picked.closedNeighborhood();
  cy.batch(() => {
    mark(cy, "picked", picked);
    mark(cy, "near", near);
    mark(cy, "far", picked.empty() ? picked : cy.elements().not(near));
  });
}

const marked = new WeakMap<Core, Record<string, CollectionReturnValue>>();

/** Give a class to some elements and to no others, touching only those that change. */
function mark(cy: Core, name: string, wanted: CollectionReturnValue): void {
  const { [name]: before = cy.collection(), ...others } = marked.get(cy) ?? {};
  before.not(wanted).removeClass(name);
  wanted.not(before).addClass(name);
  marked.set(cy, { ...others, [name]: wanted });
}

/** How large a node and how wide an edge of the front is drawn, in pixels, however small the drawing. */
const [LEAST_NODE, LEAST_EDGE] = [8, 1.5];

const fronts = new WeakMap<Core, Core>();

/** Draw in front of a large drawing what stands out of it; where something is picked, a veil lies between. */
function bringForward(cy: Core, id: string | null): void {
  markAround(cy, cy.collection()); // it may have been small
  const front = fronts.get(cy) ?? frontOf(cy);
  const picked = id === null ? cy.collection() : cy.getElementById(id);
  const shown = picked.empty() ? chosenNames(cy) : picked.closedNeighborhood();
  const pixel = 1 / cy.zoom();
  front.viewport({ zoom: cy.zoom(), pan: cy.pan() });
  front.batch(() => {
    front.elements().remove();
    front.add(shown.jsons() as never);
    front.nodes().forEach((node) => {
      node.data("size", Math.max(node.data("size"), LEAST_NODE * pixel));
    });
    if (picked.nonempty()) front.elements().addClass("near");
    if (picked.nonempty()) front.edges().style("width", LEAST_EDGE * pixel);
    if (id !== null) front.getElementById(id).addClass("picked");
  });
  front.container()?.classList.toggle("veil", picked.nonempty());
  showNames(front);
}

function frontOf(cy: Core): Core {
  const container = document.createElement("div");
  container.setAttribute("aria-hidden", "true");
  cy.container()?.after(container);
  const front = drawingIn(container, { still: true });
  container.classList.add("front");
  fronts.set(cy, front);
  recolour(front);
  cy.on("viewport", () => front.viewport({ zoom: cy.zoom(), pan: cy.pan() }));
  cy.on("recolour", () => recolour(front));
  cy.one("destroy", () => {
    front.destroy();
    container.remove();
  });
  return front;
}
