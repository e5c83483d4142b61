/** What the API answers, as far as this page asks; queries/*.graphql is what is asked. */

export type EntityKind = "Method" | "Dataset" | "Benchmark" | "Task" | "Metric";
export type Kind = EntityKind | "Paper" | "Result";

export const ROLES = [
  "PROPOSES",
  "INTRODUCES",
  "EVALUATES_ON",
  "COMPARES_TO",
  "USES",
  "ADDRESSES",
  "REPORTS",
  "MENTIONS",
] as const;

export type Role = (typeof ROLES)[number];

export interface Named {
  id: string;
  name: string;
}

export interface EntityRef extends Named {
  __typename: EntityKind;
}

export interface CountedEntity extends EntityRef {
  paperCount: number;
}

export interface PaperRef {
  id: string;
  title: string;
  date: string | null;
}

export type Hit = CountedEntity | (PaperRef & { __typename: "Paper" });

export interface Evidence {
  text: string;
  field: "TITLE" | "ABSTRACT";
  /** Offsets count code points. */
  start: number;
  end: number;
  sentence: string;
  sentenceStart: number;
  confidence: number;
  isSummary: boolean;
  extractor: string;
}

export interface ShortResult {
  id: string;
  value: string;
  unit: string;
  isDelta: boolean;
  setting: string | null;
  metric: { name: string } | null;
  method: Named | null;
  benchmark: Named | null;
}

export interface PaperUse {
  role: Role;
  confidence: number;
  entity: EntityRef;
  evidence: Evidence[];
  results: ShortResult[];
  node: PaperRef;
}

export interface Page<Item> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: Item[];
}

export interface EntityUse {
  role: Role;
  confidence: number;
  evidence: Evidence[];
  node: EntityRef;
}

export interface FullResult extends Omit<ShortResult, "metric" | "method" | "benchmark"> {
  higherIsBetter: boolean | null;
  evidence: Evidence;
  metric: EntityRef | null;
  method: EntityRef | null;
  benchmark: EntityRef | null;
}

export interface Count {
  value: string | null;
  count: number;
}

export interface CoUse {
  count: number;
  of: number;
  lift: number;
  node: EntityRef;
}

export interface BoardRow {
  rank: number;
  value: string;
  number: number;
  method: Named | null;
  paper: PaperRef;
  result: { id: string };
}

export interface Board {
  setting: string | null;
  unit: string;
  isDelta: boolean;
  higherIsBetter: boolean | null;
  totalCount: number;
  benchmark: EntityRef | null;
  metric: EntityRef | null;
  rows: BoardRow[];
}

export interface RelatedPaper {
  node: PaperRef;
  shared: EntityRef[];
}

export interface FullEntity extends CountedEntity {
  papers: { years: Count[] };
  all: { roles: Count[] };
  aliases: string[];
  url: string | null;
  variants: CountedEntity[];
  variantOf: EntityRef | null;
  alternatives: CountedEntity[];
  usedWith: CoUse[];
  /** Of methods alone. */
  benchmarks?: CoUse[];
  /** Of benchmarks and datasets alone, as are boards. */
  methods?: CoUse[];
  leaderboard?: Board[];
}

export interface FullPaper extends PaperRef {
  ids: string[];
  abstract: string;
  authors: string[];
  organization: string | null;
  url: string | null;
  isSummary: boolean;
  benchmarks: EntityUse[];
  datasets: EntityUse[];
  methods: EntityUse[];
  tasks: EntityUse[];
  metrics: EntityUse[];
  results: FullResult[];
  related: RelatedPaper[];
}
