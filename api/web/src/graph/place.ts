/** Where nodes lie. What is there stays where it is when a node is expanded; the new ones gather around it. */

export interface Place {
  x: number;
  y: number;
}

interface Laid {
  id: string;
  x: number;
  y: number;
}

/** How far apart the centres of two nodes lie at least. */
const APART = 84;

/** The angle of sunflower seeds: a spiral by it fills the plane evenly. */
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/**
 * Return a place for every node: those of the first answer where the server laid them, then around each expanded node,
 * in order, its new neighbours. The same arguments give the same places.
 */
export function placesOf(
  first: Laid[],
  nodes: Laid[],
  edges: { source: string; target: string }[],
  expanded: string[],
): Map<string, Place> {
  const places = new Map<string, Place>();
  const taken = new Taken();
  const put = (id: string, place: Place) => {
    places.set(id, place);
    taken.add(place);
  };
  const scale = APART * Math.sqrt(Math.max(4, first.length)) * 0.85;
  for (const node of first) put(node.id, taken.nearest({ x: node.x * scale, y: node.y * scale }));
  const ids = new Set(nodes.map(({ id }) => id));
  for (const centre of expanded) {
    const around = places.get(centre) ?? taken.nearest({ x: 0, y: 0 });
    if (!places.has(centre) && ids.has(centre)) put(centre, around);
    for (const id of neighbours(edges, centre)) {
      if (ids.has(id) && !places.has(id)) put(id, taken.nearest(around));
    }
  }
  for (const { id } of nodes) if (!places.has(id)) put(id, taken.nearest({ x: 0, y: 0 }));
  return places;
}

function neighbours(edges: { source: string; target: string }[], id: string): string[] {
  const others = edges.flatMap(({ source, target }) => (source === id ? [target] : target === id ? [source] : []));
  return [...new Set(others)].sort();
}

/** The places that are taken, in a grid of squares, so that a free one is found by looking at nine of them. */
class Taken {
  readonly #squares = new Map<string, Place[]>();

  add(place: Place): void {
    const key = keyOf(place.x, place.y);
    const square = this.#squares.get(key);
    if (square) square.push(place);
    else this.#squares.set(key, [place]);
  }

  /** Return the first free place on a spiral around a point. */
  nearest(point: Place): Place {
    for (let step = 0; ; step += 1) {
      const radius = APART * 0.75 * Math.sqrt(step);
      const place = { x: point.x + radius * Math.cos(step * GOLDEN), y: point.y + radius * Math.sin(step * GOLDEN) };
      if (this.#isFree(place)) return place;
    }
  }

  #isFree({ x, y }: Place): boolean {
    for (const dx of [-APART, 0, APART]) {
      for (const dy of [-APART, 0, APART]) {
        const square = this.#squares.get(keyOf(x + dx, y + dy));
        if (square?.some((other) => Math.hypot(other.x - x, other.y - y) < APART)) return false;
      }
    }
    return true;
  }
}

const keyOf = (x: number, y: number) => `${Math.floor(x / APART)} ${Math.floor(y / APART)}`;
