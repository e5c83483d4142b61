/** What papers use beside an entity: how many of them do, and whether that is more than chance. */

import type { CoUse } from "../types";
import { counted } from "../words";
import { Chip } from "./chip";

/** List entities with their counts in words; nothing where there are none. */
export function CoUses(props: { title: string; id: string; items: CoUse[] }) {
  if (!props.items.length) return null;
  return (
    <section class="beside-it" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      <ul class="couses">
        {props.items.map((item) => (
          <li key={item.node.id}>
            <Chip entity={item.node} />
            <span class="note">
              in {item.count} of {counted(item.of, "paper")}
              {liftWords(item.lift)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function liftWords(lift: number): string {
  if (lift >= 1.1) return `, ${lift.toFixed(1)} times as often as in any paper`;
  if (lift <= 0.9) return ", less often than in any paper";
  return ", as often as in any paper";
}
