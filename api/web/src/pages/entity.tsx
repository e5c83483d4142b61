/** What a name means, and everything the graph knows about it. */

import { useAsk } from "../ask";
import { Chip, KindTag } from "../parts/chip";
import { CopyLink } from "../parts/copy";
import { YearBars } from "../parts/bars";
import { Boards } from "../parts/boards";
import { CoUses } from "../parts/couses";
import { Await } from "../parts/state";
import { Uses } from "../parts/uses";
import ENTITY from "../queries/entity.graphql?raw";
import { hrefOf } from "../route";
import { useTitle } from "../title";
import { type CountedEntity, type FullEntity, ROLES } from "../types";
import { counted } from "../words";
import { NoSuchThing } from "./missing";

const FEW = 8;

interface Answer {
  entity: FullEntity | null;
}

export function EntityPage(props: { id: string }) {
  const asked = useAsk<Answer>(ENTITY, { id: props.id, roles: ROLES });
  return (
    <Await asked={asked} what="the entity" lines={14}>
      {({ entity }) => (entity ? <Shown entity={entity} /> : <NoSuchThing what="entity" id={props.id} />)}
    </Await>
  );
}

function Shown(props: { entity: FullEntity }) {
  const { entity } = props;
  useTitle(entity.name);
  return (
    <article>
      <header class="head">
        <p>
          <KindTag kind={entity.__typename} />
        </p>
        <h1>{entity.name}</h1>
        <p class="facts">
          <span>{counted(entity.paperCount, "paper")}</span>
          {entity.variantOf && (
            <span>
              a variant of <a href={hrefOf.entity(entity.variantOf.id)}>{entity.variantOf.name}</a>
            </span>
          )}
          <code>{entity.id}</code>
        </p>
        <p class="actions">
          <a class="button" href={hrefOf.graph(entity.id)}>
            Show in the graph
          </a>
          <CopyLink />
          {isWeb(entity.url) && (
            <a class="button" href={entity.url} rel="noreferrer">
              Its own page
            </a>
          )}
        </p>
      </header>
      <Names entity={entity} />
      {entity.leaderboard && <Boards boards={entity.leaderboard} of={entity} />}
      <div class="beside">
        <Uses key={entity.id} entity={entity} />
        <aside aria-label="In numbers">
          {entity.papers.years.length > 0 && (
            <section aria-labelledby="years">
              <h2 id="years">Papers per year</h2>
              <YearBars years={entity.papers.years} />
            </section>
          )}
          <CoUses title="Used together with" items={entity.usedWith} id="with" />
          {entity.methods && <CoUses title="Methods measured on it" items={entity.methods} id="methods" />}
          {entity.benchmarks && <CoUses title="Measured on" items={entity.benchmarks} id="benchmarks" />}
        </aside>
      </div>
    </article>
  );
}

function Names(props: { entity: FullEntity }) {
  const { aliases, name, variants, alternatives } = props.entity;
  const others = aliases.filter((alias) => alias !== name);
  if (!others.length && !variants.length && !alternatives.length) return null;
  return (
    <dl class="names">
      {others.length > 0 && (
        <>
          <dt>Also called</dt>
          <dd>
            {others.slice(0, FEW).join(" · ")}
            {others.length > FEW && (
              <details>
                <summary>{counted(others.length - FEW, "more name")}</summary>
                {others.slice(FEW).join(" · ")}
              </details>
            )}
          </dd>
        </>
      )}
      <Others title="Variants" entities={variants} />
      <Others title="Others of this name" entities={alternatives} />
    </dl>
  );
}

function Others(props: { title: string; entities: CountedEntity[] }) {
  if (!props.entities.length) return null;
  return (
    <>
      <dt>{props.title}</dt>
      <dd class="chips">
        {props.entities.map((entity) => (
          <Chip key={entity.id} entity={entity} />
        ))}
      </dd>
    </>
  );
}

/** Tell whether an address may be linked to: what comes from a source may be no web address at all. */
export function isWeb(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url);
}
