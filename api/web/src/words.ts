/** How things are called on the page. */

import type { Hit, Role, ShortResult } from "./types";

const ROLE_WORDS: Record<Role, string> = {
  PROPOSES: "proposes",
  INTRODUCES: "introduces",
  EVALUATES_ON: "evaluates on",
  COMPARES_TO: "compares to",
  USES: "uses",
  ADDRESSES: "addresses",
  REPORTS: "reports",
  MENTIONS: "mentions",
};

/** Return a role, or any relation, as a verb. */
export function roleWords(role: string): string {
  return ROLE_WORDS[role as Role] ?? role.toLowerCase().replaceAll("_", " ");
}

/** Return a count with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** Return a share of one as a percentage. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** Return a day as people write it; what has none says so. */
export function dayWords(date: string | null): string {
  if (!date) return "no date";
  const options = { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" } as const;
  return new Date(`${date}T00:00:00Z`).toLocaleDateString("en", options);
}

/** Return what a node is called. */
export function titleOf(hit: Hit): string {
  return hit.__typename === "Paper" ? hit.title : hit.name;
}

/** Return the number of a result with its sign and unit, as it is read. */
export function valueWords(result: Pick<ShortResult, "value" | "unit" | "isDelta">): string {
  const sign = result.isDelta && !/^[+−-]/.test(result.value) ? "+" : "";
  const unit = result.unit === "%" || result.unit === "" ? result.unit : ` ${result.unit}`;
  return `${sign}${result.value}${unit}`;
}
