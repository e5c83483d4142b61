/** A paper: its text with every mention marked, how it stands to each thing, and the numbers that it reports. */

import { useState } from "preact/hooks";
import { useAsk } from "../ask";
import { Chip, Confidence, KindTag } from "../parts/chip";
import { CopyLink } from "../parts/copy";
import { Sentence } from "../parts/evidence";
import { marksIn, pieces } from "../parts/marks";
import { Await, Empty } from "../parts/state";
import PAPER from "../queries/paper.graphql?raw";
import { hrefOf } from "../route";
import { useTitle } from "../title";
import { type EntityKind, type EntityUse, type FullPaper, type FullResult, type RelatedPaper, ROLES } from "../types";
import { dayWords, roleWords, valueWords } from "../words";
import { isWeb } from "./entity";
import { NoSuchThing } from "./missing";

interface Answer {
  paper: FullPaper | null;
}

export function PaperPage(props: { id: string }) {
  const asked = useAsk<Answer>(PAPER, { id: props.id, roles: ROLES });
  return (
    <Await asked={asked} what="the paper" lines={16}>
      {({ paper }) => (paper ? <Shown paper={paper} /> : <NoSuchThing what="paper" id={props.id} />)}
    </Await>
  );
}

/** Return all uses of a paper once: what is dataset and benchmark both stands in both lists. */
function usesOf(paper: FullPaper): EntityUse[] {
  const all = [...paper.benchmarks, ...paper.datasets, ...paper.methods, ...paper.tasks, ...paper.metrics];
  return [...new Map(all.map((use) => [`${use.role} ${use.node.id}`, use])).values()];
}

function Shown(props: { paper: FullPaper }) {
  const { paper } = props;
  const uses = usesOf(paper);
  useTitle(paper.title);
  return (
    <article>
      <header class="head">
        <p>
          <KindTag kind="Paper" />
        </p>
        <h1>
          <Marked text={paper.title} field="TITLE" uses={uses} hidden={[]} />
        </h1>
        <p class="facts">
          {paper.authors.length > 0 && <span>{paper.authors.join(", ")}</span>}
          {paper.organization && <span>{paper.organization}</span>}
          <time dateTime={paper.date ?? undefined}>{dayWords(paper.date)}</time>
        </p>
        <p class="actions">
          <a class="button" href={hrefOf.graph(paper.id)}>
            Show in the graph
          </a>
          <CopyLink />
          {isWeb(paper.url) && (
            <a class="button" href={paper.url} rel="noreferrer">
              Read the paper
            </a>
          )}
        </p>
      </header>
      <Abstract paper={paper} uses={uses} />
      <Results results={paper.results} />
      <Table uses={uses} />
      <Related papers={paper.related} />
    </article>
  );
}

function Abstract(props: { paper: FullPaper; uses: EntityUse[] }) {
  const { paper, uses } = props;
  const [hidden, setHidden] = useState<EntityKind[]>([]);
  const kinds = [...new Set(uses.map((use) => use.node.__typename))].sort();
  const toggle = (kind: EntityKind) =>
    setHidden(hidden.includes(kind) ? hidden.filter((each) => each !== kind) : [...hidden, kind]);
  return (
    <section aria-labelledby="abstract">
      <h2 id="abstract">{paper.isSummary ? "Summary" : "Abstract"}</h2>
      {paper.isSummary && (
        <p class="summary-tag">These are not the authors’ words: a summary by somebody else, not a quotation.</p>
      )}
      {kinds.length > 0 && (
        <div class="filters" role="group" aria-label="Mark in the text">
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              class={`toggle key kind-${kind.toLowerCase()}`}
              aria-pressed={!hidden.includes(kind)}
              onClick={() => toggle(kind)}
            >
              <span class="marked">{kind}</span>
            </button>
          ))}
        </div>
      )}
      {paper.abstract ? (
        <p class="abstract">
          <Marked text={paper.abstract} field="ABSTRACT" uses={uses} hidden={hidden} />
        </p>
      ) : (
        <Empty>This paper came without an abstract.</Empty>
      )}
    </section>
  );
}

function Marked(props: { text: string; field: "TITLE" | "ABSTRACT"; uses: EntityUse[]; hidden: EntityKind[] }) {
  const shown = props.uses.filter((use) => !props.hidden.includes(use.node.__typename));
  return (
    <>
      {pieces(props.text, marksIn(shown, props.field)).map(({ text, use }, place) =>
        use ? (
          <a
            key={place}
            class={`marked kind-${use.node.__typename.toLowerCase()}`}
            href={hrefOf.entity(use.node.id)}
            title={`${use.node.__typename}: ${use.node.name}, ${roleWords(use.role)}`}
          >
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </>
  );
}

function Results(props: { results: FullResult[] }) {
  if (!props.results.length) return null;
  return (
    <section aria-labelledby="results">
      <h2 id="results">Results</h2>
      <ul class="results">
        {props.results.map((result) => (
          <li key={result.id}>
            <p class="facts">
              <strong class="value">{valueWords(result)}</strong>
              {result.isDelta && <span class="role">a gain</span>}
              {result.metric && <Chip entity={result.metric} />}
              {result.benchmark && <Chip entity={result.benchmark} />}
              {result.method ? <Chip entity={result.method} /> : <span>the paper’s own method</span>}
              {result.setting && <span>{result.setting}</span>}
            </p>
            <Sentence evidence={result.evidence} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Related(props: { papers: RelatedPaper[] }) {
  if (!props.papers.length) return null;
  return (
    <section aria-labelledby="related">
      <h2 id="related">Related papers</h2>
      <ul class="couses">
        {props.papers.map(({ node, shared }) => (
          <li key={node.id}>
            <a href={hrefOf.paper(node.id)}>{node.title}</a>
            <span class="note">
              {dayWords(node.date)}; both use{" "}
              {shared
                .slice(0, 3)
                .map(({ name }) => name)
                .join(", ")}
              {shared.length > 3 && ` and ${shared.length - 3} more`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Table(props: { uses: EntityUse[] }) {
  if (!props.uses.length) return <Empty>Nothing was found in this paper.</Empty>;
  const rank = (use: EntityUse) => ROLES.indexOf(use.role);
  const sorted = [...props.uses].sort((a, b) => rank(a) - rank(b) || b.confidence - a.confidence);
  return (
    <section aria-labelledby="found">
      <h2 id="found">What it uses, and how</h2>
      <div class="scroll" tabIndex={0} role="group" aria-label="Table of what it uses">
        <table>
          <thead>
            <tr>
              <th scope="col">Relation</th>
              <th scope="col">Entity</th>
              <th scope="col">Called</th>
              <th scope="col">Confidence</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((use) => (
              <tr key={`${use.role} ${use.node.id}`}>
                <td>{roleWords(use.role)}</td>
                <td>
                  <Chip entity={use.node} />
                </td>
                <td>{[...new Set(use.evidence.map(({ text }) => text))].join(" · ")}</td>
                <td>
                  <Confidence value={use.confidence} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
