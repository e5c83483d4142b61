/** The sentence that proves a fact, the mention marked in it. A summary's words are never shown as a quotation. */

import type { Evidence } from "../types";
import { counted } from "../words";

export function Sentence(props: { evidence: Evidence }) {
  const { evidence } = props;
  const points = Array.from(evidence.sentence);
  const start = evidence.start - evidence.sentenceStart;
  const end = evidence.end - evidence.sentenceStart;
  const words = (
    <>
      {points.slice(0, start).join("")}
      <mark>{points.slice(start, end).join("")}</mark>
      {points.slice(end).join("")}
    </>
  );
  if (!evidence.isSummary) return <blockquote>{words}</blockquote>;
  return (
    <p class="summary">
      <span class="summary-tag">From a summary, not a quotation</span>
      {words}
    </p>
  );
}

/** Show the first sentence, and the others on demand; two mentions in one sentence are one sentence. */
export function Sentences(props: { evidence: Evidence[] }) {
  const seen = new Set<string>();
  const distinct = props.evidence.filter(({ sentence }) => !seen.has(sentence) && seen.add(sentence));
  const [first, ...others] = distinct;
  if (!first) return null;
  return (
    <>
      <Sentence evidence={first} />
      {others.length > 0 && (
        <details>
          <summary>{counted(others.length, "more sentence")}</summary>
          {others.map((evidence) => (
            <Sentence key={evidence.start} evidence={evidence} />
          ))}
        </details>
      )}
    </>
  );
}
