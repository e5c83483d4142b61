/** Asking the API beside which the page is served, and what a part of the page shows meanwhile. */

import { useEffect, useState } from "preact/hooks";
import { base } from "./route";

const endpoint = new URL("graphql", base);
const KEPT = 60;

/** What went wrong, in words for a reader. */
export class AskError extends Error {}

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string }[];
}

const kept = new Map<string, unknown>();

/** Return what the API answers; the latest answers are kept, so that going back shows them at once. */
export async function ask<Data>(query: string, variables: object, signal?: AbortSignal): Promise<Data> {
  const body = JSON.stringify({ query, variables });
  if (kept.has(body)) return kept.get(body) as Data;
  const data = await post<Data>(body, signal);
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(body, data);
  return data;
}

async function post<Data>(body: string, signal?: AbortSignal): Promise<Data> {
  let answer: Answer<Data>;
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body,
      ...(signal && { signal }),
    });
    answer = (await response.json()) as Answer<Data>;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new AskError("The server does not answer. Is it still running?");
  }
  const problem = answer.errors?.[0];
  if (problem) throw new AskError(problem.message);
  if (!answer.data) throw new AskError("The server answered without data.");
  return answer.data;
}

export type Asked<Data> =
  | { state: "loading" }
  | { state: "failed"; error: string; again: () => void }
  | { state: "done"; data: Data };

/** Ask when a part of the page appears and whenever its question changes; a question that is overtaken is dropped. */
export function useAsk<Data>(query: string, variables: object): Asked<Data> {
  const key = JSON.stringify([query, variables]);
  const [found, setFound] = useState<{ key: string; asked: Asked<Data> } | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const tell = (asked: Asked<Data>) => {
      if (!stop.signal.aborted) setFound({ key, asked });
    };
    ask<Data>(query, variables, stop.signal).then(
      (data) => tell({ state: "done", data }),
      (error: unknown) =>
        tell({ state: "failed", error: messageOf(error), again: () => setAttempt((count) => count + 1) }),
    );
    return () => stop.abort();
  }, [key, attempt]);
  const known = kept.get(JSON.stringify({ query, variables })) as Data | undefined;
  if (known !== undefined) return { state: "done", data: known };
  return found?.key === key ? found.asked : { state: "loading" };
}

/** Return what to tell a reader about an error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
