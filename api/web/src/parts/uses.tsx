/** The papers of an entity: how each uses it, the sentence that says so, and what it reached there. */

import { useState } from "preact/hooks";
import { ask, messageOf, useAsk } from "../ask";
import USES from "../queries/uses.graphql?raw";
import { hrefOf } from "../route";
import type { FullEntity, Page, PaperUse, Role, ShortResult } from "../types";
import { counted, dayWords, roleWords, valueWords } from "../words";
import { Confidence } from "./chip";
import { Sentences } from "./evidence";
import { Await, Empty } from "./state";

const PAGE = 10;

interface Answer {
  entity: { papers: Page<PaperUse> } | null;
}

export function Uses(props: { entity: FullEntity }) {
  const { entity } = props;
  const [role, setRole] = useState<Role | null>(null);
  const [variants, setVariants] = useState(true);
  const variables = { id: entity.id, first: PAGE, after: null, roles: role && [role], variants };
  const asked = useAsk<Answer>(USES, variables);
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">Papers</h2>
      <div class="filters" role="group" aria-label="Which papers">
        <RoleButton label="all but mentions" chosen={role === null} choose={() => setRole(null)} />
        {entity.all.roles.map(({ value, count }) => (
          <RoleButton
            key={value}
            label={`${roleWords(value ?? "")} ${count}`}
            chosen={role === value}
            choose={() => setRole(value as Role)}
          />
        ))}
        {entity.variants.length > 0 && (
          <label class="check">
            <input type="checkbox" checked={variants} onChange={() => setVariants(!variants)} /> with variants
          </label>
        )}
      </div>
      <Await asked={asked} what="papers" lines={8}>
        {({ entity: found }) =>
          found?.papers.edges.length ? (
            <List key={JSON.stringify(variables)} first={found.papers} variables={variables} of={entity} />
          ) : (
            <Empty>No paper {role ? `${roleWords(role)} ${entity.name}` : `uses ${entity.name}`} yet.</Empty>
          )
        }
      </Await>
    </section>
  );
}

function RoleButton(props: { label: string; chosen: boolean; choose: () => void }) {
  return (
    <button type="button" class="toggle" aria-pressed={props.chosen} onClick={props.choose}>
      {props.label}
    </button>
  );
}

function List(props: { first: Page<PaperUse>; variables: object; of: FullEntity }) {
  const [pages, setPages] = useState([props.first]);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const info = pages[pages.length - 1]?.pageInfo;
  const uses = pages.flatMap((page) => page.edges);
  const more = async () => {
    setBusy(true);
    try {
      const next = await ask<Answer>(USES, { ...props.variables, after: info?.endCursor });
      if (next.entity) setPages([...pages, next.entity.papers]);
      setProblem(null);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };
  return (
    <>
      <p class="note" role="status">
        {uses.length < props.first.totalCount ? `${uses.length} of ` : ""}
        {counted(props.first.totalCount, "paper")}, newest first
      </p>
      <ol class="uses">
        {uses.map((use) => (
          <Use key={use.node.id} use={use} of={props.of} />
        ))}
      </ol>
      {problem && <p role="alert">{problem}</p>}
      {info?.hasNextPage && (
        <button type="button" class="wide" disabled={busy} onClick={more}>
          {busy ? "Loading…" : "Show more papers"}
        </button>
      )}
    </>
  );
}

function Use(props: { use: PaperUse; of: FullEntity }) {
  const { use, of } = props;
  return (
    <li class="use">
      <h3>
        <a href={hrefOf.paper(use.node.id)}>{use.node.title}</a>
      </h3>
      <p class="facts">
        <span class="role">{roleWords(use.role)}</span>
        {use.entity.id !== of.id && (
          <span>
            as <a href={hrefOf.entity(use.entity.id)}>{use.entity.name}</a>
          </span>
        )}
        <time dateTime={use.node.date ?? undefined}>{dayWords(use.node.date)}</time>
        <Confidence value={use.confidence} />
      </p>
      <Sentences evidence={use.evidence} />
      {use.results.length > 0 && <Results results={use.results} of={of} />}
    </li>
  );
}

function Results(props: { results: ShortResult[]; of: FullEntity }) {
  return (
    <ul class="reached" aria-label="Results">
      {props.results.map((result) => (
        <li key={result.id}>
          <strong>{valueWords(result)}</strong>
          {result.metric && ` ${result.metric.name}`}
          {result.benchmark && result.benchmark.id !== props.of.id && ` on ${result.benchmark.name}`}
          {result.setting && ` (${result.setting})`}
          {result.method && result.method.id !== props.of.id && ` · ${result.method.name}`}
        </li>
      ))}
    </ul>
  );
}
