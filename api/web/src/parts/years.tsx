/** Which methods were central, year by year; asked when a reader opens it, since the server reads the whole graph. */

import { useState } from "preact/hooks";
import { useAsk } from "../ask";
import YEARS from "../queries/years.graphql?raw";
import type { EntityRef } from "../types";
import { Chip } from "./chip";
import { Await, Empty } from "./state";

interface Answer {
  analysis: { years: { year: number; methods: { paperCount: number; node: EntityRef }[] }[] };
}

export function Years() {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="years" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Central methods, year by year</summary>
      {isOpen && <List />}
    </details>
  );
}

function List() {
  const asked = useAsk<Answer>(YEARS, {});
  return (
    <Await asked={asked} what="the methods of each year" lines={6}>
      {({ analysis: { years } }) =>
        years.length ? (
          <>
            <p class="note">By PageRank among the papers of the year and the methods that they use.</p>
            <dl>
              {years.map(({ year, methods }) => (
                <div key={year}>
                  <dt>{year}</dt>
                  <dd class="chips">
                    {methods.map(({ paperCount, node }) => (
                      <Chip key={node.id} entity={{ ...node, paperCount }} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </>
        ) : (
          <Empty>No paper with a date uses a method yet.</Empty>
        )
      }
    </Await>
  );
}
