/** Small labels: what kind of thing something is, and links to it. */

import { hrefOf } from "../route";
import type { CountedEntity, EntityRef, Kind } from "../types";
import { counted } from "../words";

/** Tell a kind by colour, shape and word. */
export function KindTag(props: { kind: Kind }) {
  return <span class={`kind kind-${props.kind.toLowerCase()}`}>{props.kind}</span>;
}

/** Lead to an entity. */
export function Chip(props: { entity: EntityRef | CountedEntity }) {
  const { entity } = props;
  return (
    <a class={`chip kind-${entity.__typename.toLowerCase()}`} href={hrefOf.entity(entity.id)}>
      <span class="dot" aria-hidden="true" />
      {entity.name}
      <span class="unseen"> ({entity.__typename})</span>
      {"paperCount" in entity && <Count of={entity.paperCount} />}
    </a>
  );
}

function Count(props: { of: number }) {
  return (
    <span class="count" title={counted(props.of, "paper")}>
      {props.of.toLocaleString("en")}
      <span class="unseen"> {props.of === 1 ? "paper" : "papers"}</span>
    </span>
  );
}

/** Show a confidence as a short bar and a number. */
export function Confidence(props: { value: number }) {
  const shown = Math.round(props.value * 100);
  return (
    <span class="confidence" title="How sure the extraction is">
      <meter min={0} max={100} value={shown} aria-label="Confidence" />
      <span>
        <span class="unseen">Confidence </span>
        {shown}%
      </span>
    </span>
  );
}
