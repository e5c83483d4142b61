/** Everything that a search finds. */

import { useState } from "preact/hooks";
import { ask, messageOf, useAsk } from "../ask";
import { KindTag } from "../parts/chip";
import { Await, Empty } from "../parts/state";
import FOUND from "../queries/found.graphql?raw";
import { hrefOfNode } from "../route";
import { useTitle } from "../title";
import type { Hit, Kind, Page } from "../types";
import { counted, dayWords, titleOf } from "../words";

const PAGE = 20;
const KINDS: readonly Kind[] = ["Benchmark", "Dataset", "Method", "Task", "Metric", "Paper"];

interface Answer {
  search: Page<{ matched: string | null; node: Hit }>;
}

export function FoundPage(props: { text: string }) {
  const { text } = props;
  const [kind, setKind] = useState<Kind | null>(null);
  const variables = { text, types: kind && [kind.toUpperCase()], first: PAGE, after: null };
  const asked = useAsk<Answer>(FOUND, variables);
  useTitle(`Search: ${text}`);
  return (
    <>
      <h1>
        Found for <q>{text}</q>
      </h1>
      <div class="filters" role="group" aria-label="Which kind">
        {[null, ...KINDS].map((each) => (
          <button key={each} type="button" class="toggle" aria-pressed={kind === each} onClick={() => setKind(each)}>
            {each ? `${each}s` : "All"}
          </button>
        ))}
      </div>
      <Await asked={asked} what="what was found" lines={10}>
        {({ search }) =>
          search.edges.length ? (
            <List key={JSON.stringify(variables)} first={search} variables={variables} />
          ) : (
            <Empty>Nothing is called that, and no paper holds these words. Try fewer letters, or another kind.</Empty>
          )
        }
      </Await>
    </>
  );
}

function List(props: { first: Answer["search"]; variables: object }) {
  const [pages, setPages] = useState([props.first]);
  const [problem, setProblem] = useState<string | null>(null);
  const info = pages[pages.length - 1]?.pageInfo;
  const more = async () => {
    try {
      const next = await ask<Answer>(FOUND, { ...props.variables, after: info?.endCursor });
      setPages([...pages, next.search]);
      setProblem(null);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <>
      <p class="note" role="status">
        {counted(props.first.totalCount, "hit")}
      </p>
      <ul class="hits">
        {pages.flatMap(({ edges }) => edges).map(({ node, matched }) => (
          <li key={node.id}>
            <KindTag kind={node.__typename} />
            <span class="option-name">
              <a href={hrefOfNode(node.id)}>{titleOf(node)}</a>
              {matched && matched !== titleOf(node) && <span class="note"> {matched}</span>}
            </span>
            <span class="note">
              {node.__typename === "Paper" ? dayWords(node.date) : counted(node.paperCount, "paper")}
            </span>
          </li>
        ))}
      </ul>
      {problem && <p role="alert">{problem}</p>}
      {info?.hasNextPage && (
        <button type="button" class="wide" onClick={more}>
          Show more
        </button>
      )}
    </>
  );
}
