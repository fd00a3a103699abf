import type { TextRange } from "../api/types";
import { CodePoints } from "./codePoints";

export interface Run {
  text: string;
  marked: boolean;
}

/** What the reader shows, in order. `at` is the code point where it begins. */
export type Block =
  | { kind: "page"; at: number; number: number }
  | { kind: "section"; at: number; headings: string[] }
  | { kind: "heading"; at: number; level: number; runs: Run[] }
  | { kind: "paragraph"; at: number; runs: Run[] };

export interface Place {
  start: number;
  end: number;
}

/** Cuts a range of text at pages, sections and blank lines, and marks the quote wherever it runs. */
export function layout(range: TextRange, quote: Place | null): Block[] {
  const text = new CodePoints(range.text);
  const within = (at: number) => at >= range.start && at < range.end;
  const pages = new Map(range.pages.filter((p) => within(p.start)).map((p) => [p.start, p.number]));
  const sections = new Map(range.sections.filter((s) => within(s.start)).map((s) => [s.start, s.headings]));
  const cuts = new Set([range.start, ...pages.keys(), ...sections.keys()]);
  for (const gap of range.text.matchAll(/\n[^\S\n]*\n\s*/g)) {
    cuts.add(range.start + text.indexOf(gap.index + gap[0].length));
  }
  const starts = [...cuts].filter(within).sort((a, b) => a - b);

  const blocks: Block[] = [];
  starts.forEach((at, i) => {
    const page = pages.get(at);
    if (page !== undefined) blocks.push({ kind: "page", at, number: page });
    const paragraph = text.slice(at - range.start, (starts[i + 1] ?? range.end) - range.start).trimEnd();
    const end = at + new CodePoints(paragraph).length;
    const headings = sections.get(at) ?? [];
    const heading = headings.at(-1);
    const titled = heading !== undefined && sameWords(paragraph, heading);
    if (heading !== undefined && !titled) blocks.push({ kind: "section", at, headings });
    if (paragraph === "") return;
    const runs = runsOf(text, range.start, at, end, quote);
    blocks.push(
      titled ? { kind: "heading", at, level: headings.length, runs } : { kind: "paragraph", at, runs },
    );
  });
  return blocks;
}

function runsOf(text: CodePoints, offset: number, start: number, end: number, quote: Place | null): Run[] {
  const from = quote ? Math.min(Math.max(quote.start, start), end) : end;
  const to = quote ? Math.min(Math.max(quote.end, from), end) : end;
  const slice = (a: number, b: number) => text.slice(a - offset, b - offset);
  return [
    { text: slice(start, from), marked: false },
    { text: slice(from, to), marked: true },
    { text: slice(to, end), marked: false },
  ].filter((run) => run.text !== "");
}

const words = (text: string) => text.replace(/^[\s#]+/, "").replace(/\s+/g, " ").trim();
const sameWords = (a: string, b: string) => words(a) === words(b);

/** Joins two neighbouring ranges of one text. */
export function join(first: TextRange, second: TextRange): TextRange {
  const byStart = <T extends { start: number }>(items: T[]) => [
    ...new Map(items.map((item) => [item.start, item])).values(),
  ];
  return {
    ...second,
    start: first.start,
    text: first.text + second.text,
    pages: byStart([...first.pages, ...second.pages]),
    sections: byStart([...first.sections, ...second.sections]),
  };
}

/** Headings and page of a place. */
export function whereIs(range: TextRange, at: number): { headings: string[]; page: number | null } {
  const holds = (item: Place) => item.start <= at && at < item.end;
  return {
    headings: range.sections.find(holds)?.headings ?? [],
    page: range.pages.find(holds)?.number ?? null,
  };
}
