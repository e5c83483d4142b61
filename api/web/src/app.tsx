/** The frame of every page, and which page is in it. */

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { messageOf } from "./ask";
import { EntityPage } from "./pages/entity";
import { FoundPage } from "./pages/found";
import { Home } from "./pages/home";
import { Missing } from "./pages/missing";
import { PaperPage } from "./pages/paper";
import { Failed, Loading } from "./parts/state";
import { base, hrefOf, type Route, useRoute } from "./route";
import { Search } from "./search";
import { ThemeButton } from "./theme";

export function App() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const place = "id" in route ? `${route.page} ${route.id}` : route.page;
  const first = useRef(true);
  useEffect(() => {
    // After a step within the page, readers of screens and keyboards go on from the new content.
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
    if (route.page === "home") document.title = "Benchgraph: which papers use it, and how?";
  }, [place]);
  const skip = (event: Event) => {
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <>
      <a class="skip" href={`${location.pathname}${location.search}#main`} onClick={skip}>
        Skip to the content
      </a>
      <header class="bar">
        <a class="brand" href={hrefOf.home()}>
          <span aria-hidden="true" class="logo" />
          Benchgraph
        </a>
        {route.page === "home" ? <span class="gap" /> : <Search id="search" />}
        <nav aria-label="Tools">
          <a href={new URL("graphql", base).pathname} target="_self">
            GraphQL
          </a>
          <ThemeButton />
        </nav>
      </header>
      <main id="main" tabIndex={-1} ref={main} class={`page-${route.page}`}>
        <Page route={route} />
      </main>
    </>
  );
}

function Page(props: { route: Route }) {
  const { route } = props;
  switch (route.page) {
    case "home":
      return <Home />;
    case "search":
      return <FoundPage key={route.text} text={route.text} />;
    case "entity":
      return <EntityPage key={route.id} id={route.id} />;
    case "paper":
      return <PaperPage key={route.id} id={route.id} />;
    case "graph":
      return <LateGraph query={route.query} />;
    case "missing":
      return <Missing />;
  }
}

type GraphComponent = ComponentType<{ query: string }>;

/** The graph view and its library come when they are first looked at. */
function LateGraph(props: { query: string }) {
  const [Graph, setGraph] = useState<GraphComponent | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = () => {
    setProblem(null);
    import("./pages/graph").then(
      (module) => setGraph(() => module.GraphPage),
      (error: unknown) => setProblem(messageOf(error)),
    );
  };
  useEffect(load, []);
  if (problem) return <Failed what="the graph view" error={problem} again={load} />;
  return Graph ? <Graph query={props.query} /> : <Loading what="the graph view" lines={12} />;
}
