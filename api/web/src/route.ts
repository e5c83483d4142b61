/** Addresses: where the page is, how to get elsewhere, and which part of the page an address means. */

import { useEffect, useState } from "preact/hooks";

/** The root of the application; the server names it in the page, so no path is built in. */
export const base = new URL(".", document.baseURI);

export type Route =
  | { page: "home" }
  | { page: "search"; text: string }
  | { page: "entity"; id: string }
  | { page: "paper"; id: string }
  | { page: "graph"; query: string }
  | { page: "missing" };

/** Return what an address means. */
export function routeOf(url: URL): Route {
  const path = url.pathname.slice(base.pathname.length);
  const [, first = "", rest = ""] = /^([^/]*)\/?(.*)$/.exec(path) ?? [];
  if (first === "" || first === "index.html") return { page: "home" };
  if (first === "search") return { page: "search", text: url.searchParams.get("q") ?? "" };
  if (first === "graph") return { page: "graph", query: url.search };
  if ((first === "entity" || first === "paper") && rest) return { page: first, id: decodeURIComponent(rest) };
  return { page: "missing" };
}

// Colons are allowed in a path and read better than %3A.
const segment = (id: string) => encodeURIComponent(id).replaceAll("%3A", ":");

export const hrefOf = {
  home: () => base.pathname,
  search: (text: string) => `${base.pathname}search?${new URLSearchParams({ q: text })}`,
  entity: (id: string) => `${base.pathname}entity/${segment(id)}`,
  paper: (id: string) => `${base.pathname}paper/${segment(id)}`,
  graph: (id: string) => `${base.pathname}graph?${new URLSearchParams({ around: id })}`,
};

/** Return the address of anything by its id. */
export function hrefOfNode(id: string): string {
  return id.startsWith("paper:") ? hrefOf.paper(id) : hrefOf.entity(id);
}

const MOVED = "benchgraph:moved";

/** Go to an address within the application; with `replace`, without a step back to here. */
export function go(href: string, options: { replace?: boolean; quietly?: boolean } = {}): void {
  history[options.replace ? "replaceState" : "pushState"](null, "", href);
  if (!options.quietly) dispatchEvent(new Event(MOVED));
}

/** Return the present route, and follow it as it changes. */
export function useRoute(): Route {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const follow = () => setHref(location.href);
    addEventListener("popstate", follow);
    addEventListener(MOVED, follow);
    document.addEventListener("click", onClick);
    return () => {
      removeEventListener("popstate", follow);
      removeEventListener(MOVED, follow);
      document.removeEventListener("click", onClick);
    };
  }, []);
  return routeOf(new URL(href));
}

/** Follow a plain click on a link into the application without loading the page anew. */
function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest?.("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (!link.pathname.startsWith(base.pathname) || routeOf(new URL(link.href)).page === "missing") return;
  if (link.pathname === location.pathname && link.hash) return;
  event.preventDefault();
  if (link.href !== location.href) go(link.href);
  scrollTo(0, 0);
}
