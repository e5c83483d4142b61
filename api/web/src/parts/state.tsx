/** What stands where an answer is awaited, failed or empty. */

import type { ComponentChildren } from "preact";
import type { Asked } from "../ask";

/** Show an answer once it is there; until then lines of the height that it will need, or what went wrong. */
export function Await<Data>(props: {
  asked: Asked<Data>;
  what: string;
  lines?: number;
  children: (data: Data) => ComponentChildren;
}) {
  const { asked, what, lines = 3 } = props;
  if (asked.state === "loading") return <Loading what={what} lines={lines} />;
  if (asked.state === "failed") return <Failed what={what} error={asked.error} again={asked.again} />;
  return <>{props.children(asked.data)}</>;
}

export function Loading(props: { what: string; lines?: number }) {
  return (
    <div class="loading" role="status">
      <span class="unseen">Loading {props.what}…</span>
      {Array.from({ length: props.lines ?? 3 }, (_, line) => (
        <span class="bone" key={line} />
      ))}
    </div>
  );
}

export function Failed(props: { what: string; error: string; again: () => void }) {
  return (
    <div class="notice" role="alert">
      <p>
        <strong>Could not load {props.what}.</strong> {props.error}
      </p>
      <button type="button" onClick={props.again}>
        Try again
      </button>
    </div>
  );
}

export function Empty(props: { children: ComponentChildren }) {
  return <p class="empty">{props.children}</p>;
}
