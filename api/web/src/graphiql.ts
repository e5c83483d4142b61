import "graphiql/style.css";
import "./graphiql.css";
import { GraphiQL } from "graphiql";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const endpoint = new URL("graphql", document.baseURI);

/** Put one request to the API beside which this page is served. */
async function fetcher(body: unknown): Promise<never> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as never;
}

const FIRST = `# Which papers use miniF2F, how, and what did they reach?
{
  benchmark(name: "miniF2F") {
    name
    papers(first: 20) {
      totalCount
      edges {
        role
        evidence { sentence }
        results { value unit metric { name } }
        node { title date }
      }
    }
  }
}
`;

const root = document.getElementById("graphiql");
if (root) createRoot(root).render(createElement(GraphiQL, { fetcher, defaultQuery: FIRST }));
