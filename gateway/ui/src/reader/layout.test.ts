import { describe, expect, it } from "vitest";
import type { TextRange } from "../api/types";
import { join, layout, whereIs } from "./layout";

const TEXT = "Tides 🌊\n\nThe 🚢 left at noon. It came back late.\n\nAt night the quay was quiet.";

function range(text: string, start = 0, more: Partial<TextRange> = {}): TextRange {
  const codePoints = [...text].length;
  return {
    document: "d",
    name: "tides.md",
    version: 1,
    text_hash: "h",
    start,
    end: start + codePoints,
    code_points: 1000,
    text,
    pages: [],
    sections: [],
    ...more,
  };
}

/** In code points. */
const at = (words: string) => [...TEXT.slice(0, TEXT.indexOf(words))].length;

const marked = (blocks: ReturnType<typeof layout>) =>
  blocks.flatMap((block) => ("runs" in block ? block.runs.filter((run) => run.marked).map((run) => run.text) : []));

describe("layout", () => {
  it("marks exactly the quote, counted in code points, in a window that begins far inside", () => {
    const start = 500 + at("The");
    const blocks = layout(range(TEXT, 500), { start, end: start + 19 });
    expect(marked(blocks)).toEqual(["The 🚢 left at noon."]);
  });

  it("marks a quote that runs over a page and a paragraph", () => {
    const start = at("It came");
    const pages = [
      { number: 7, start: 0, end: start + 3 },
      { number: 8, start: start + 3, end: 90 },
    ];
    const blocks = layout(range(TEXT, 0, { pages }), { start, end: start + 30 });
    expect(blocks.filter((block) => block.kind === "page").map((block) => block.number)).toEqual([7, 8]);
    expect(marked(blocks)).toEqual(["It", "came back late.", "At night t"]);
  });

  it("shows a heading in its place when the text holds it, and as a label when it does not", () => {
    const sections = [
      { start: 0, end: 9, headings: ["Tides 🌊"] },
      { start: 9, end: 90, headings: ["Tides 🌊", "Noon"] },
    ];
    const kinds = layout(range(TEXT, 0, { sections }), null).map((block) => block.kind);
    expect(kinds).toEqual(["heading", "section", "paragraph", "paragraph"]);
  });

  it("loses no word", () => {
    const blocks = layout(range(TEXT), { start: 3, end: 12 });
    const shown = blocks.map((block) => ("runs" in block ? block.runs.map((run) => run.text).join("") : "")).join(" ");
    expect(shown.split(/\s+/)).toEqual(TEXT.split(/\s+/));
  });
});

describe("ranges", () => {
  it("join without doubling the page that both touch", () => {
    const page = { number: 1, start: 0, end: 50 };
    const joined = join(range("abc", 10, { pages: [page] }), range("def", 13, { pages: [page] }));
    expect([joined.text, joined.start, joined.end, joined.pages.length]).toEqual(["abcdef", 10, 16, 1]);
  });

  it("know headings and page of a place", () => {
    const pages = [{ number: 4, start: 5, end: 20 }];
    expect(whereIs(range("x", 0, { pages }), 5)).toEqual({ headings: [], page: 4 });
    expect(whereIs(range("x", 0, { pages }), 20)).toEqual({ headings: [], page: null });
  });
});
