/** The first page: what can be asked, and what is there to look at. */

import { useAsk } from "../ask";
import { Chip } from "../parts/chip";
import { Await, Empty } from "../parts/state";
import { Years } from "../parts/years";
import HOME from "../queries/home.graphql?raw";
import { hrefOf } from "../route";
import { Search } from "../search";
import type { CountedEntity, PaperRef } from "../types";
import { counted, dayWords } from "../words";

interface List<Item> {
  edges: { node: Item }[];
}

interface Answer {
  stats: { papers: number; results: number; entities: { type: string; count: number }[] };
  benchmarks: List<CountedEntity>;
  methods: List<CountedEntity>;
  tasks: List<CountedEntity>;
  papers: List<PaperRef>;
}

export function Home() {
  const asked = useAsk<Answer>(HOME, {});
  return (
    <>
      <div class="hero">
        <h1>Which papers use it, and how?</h1>
        <p>Benchmarks, datasets, methods and tasks, each fact with the sentence that proves it.</p>
        <Search id="ask" big />
      </div>
      <Await asked={asked} what="what the graph holds" lines={12}>
        {(data) => (data.stats.papers === 0 ? <Nothing /> : <Holdings data={data} />)}
      </Await>
    </>
  );
}

function Nothing() {
  return (
    <Empty>
      The graph is empty. Fill it with <code>kg ingest papers.jsonl</code>, then reload.
    </Empty>
  );
}

function Holdings(props: { data: Answer }) {
  const { stats, benchmarks, methods, tasks, papers } = props.data;
  return (
    <>
      <ul class="stats" aria-label="What the graph holds">
        <Stat count={stats.papers} one="paper" />
        {stats.entities
          .filter(({ count }) => count > 0)
          .map(({ type, count }) => (
            <Stat key={type} count={count} one={type.toLowerCase()} />
          ))}
        <Stat count={stats.results} one="result" />
      </ul>
      <div class="columns">
        <Popular title="Benchmarks" entities={benchmarks} />
        <Popular title="Methods" entities={methods} />
        <Popular title="Tasks" entities={tasks} />
      </div>
      <Years />
      <section aria-labelledby="newest">
        <h2 id="newest">Newest papers</h2>
        <ul class="plain">
          {papers.edges.map(({ node }) => (
            <li key={node.id}>
              <a href={hrefOf.paper(node.id)}>{node.title}</a> <span class="note">{dayWords(node.date)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Stat(props: { count: number; one: string }) {
  const [number = "", noun = ""] = counted(props.count, props.one).split(" ");
  return (
    <li>
      <strong>{number}</strong> {noun}
    </li>
  );
}

function Popular(props: { title: string; entities: List<CountedEntity> }) {
  if (!props.entities.edges.length) return null;
  return (
    <section aria-label={props.title}>
      <h2>{props.title}</h2>
      <div class="chips">
        {props.entities.edges.map(({ node }) => (
          <Chip key={node.id} entity={node} />
        ))}
      </div>
    </section>
  );
}
