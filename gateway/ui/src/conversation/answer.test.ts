import { describe, expect, it } from "vitest";
import type { AnswerObject, Citation } from "../api/types";
import { advance, ASKED, citedPieces, ended, parseEvent, type Answer, type AnswerEvent } from "./answer";

const citation = (number: number, answerEnd: number): Citation => ({
  number,
  document: "d",
  name: "handbook.pdf",
  headings: [],
  quote: "q",
  erased: false,
  start: 0,
  end: 1,
  page: 2,
  answer_start: 0,
  answer_end: answerEnd,
  text_hash: "h",
});

const whole = (more: Partial<AnswerObject> = {}): AnswerObject => ({
  id: "a",
  status: "finished",
  conversation: "c",
  question: "?",
  answer: "Port 8080.",
  abstained: false,
  error: null,
  citations: [citation(1, 10)],
  timings: { generator: 4 },
  degraded: [],
  skipped: ["memory"],
  pending_documents: 0,
  created_at: "2026-11-25T08:00:00Z",
  ...more,
});

const say = (answer: Answer, ...events: AnswerEvent[]) => events.reduce((now, event) => advance(now, event), answer);

describe("an answer", () => {
  it("grows by its deltas and citations and is replaced by the finished one", () => {
    const streaming = say(
      ASKED,
      { kind: "started", id: "a", conversation: "c" },
      { kind: "evidence", passages: [] },
      { kind: "delta", text: "Port " },
      { kind: "delta", text: "8080." },
      { kind: "citation", citation: citation(1, 10) },
    );
    expect(streaming).toMatchObject({ kind: "streaming", link: "live", id: "a", text: "Port 8080." });
    expect(streaming.citations).toHaveLength(1);
    const grounded = say(streaming, { kind: "finished", answer: whole() });
    expect(grounded).toMatchObject({ kind: "grounded", receipt: { skipped: ["memory"], timings: { generator: 4 } } });
  });

  it("keeps what it said when the network is lost and is live again with the next word", () => {
    const lost = advance(say(ASKED, { kind: "delta", text: "Port " }), { kind: "lost" });
    expect(lost).toMatchObject({ kind: "streaming", link: "lost", text: "Port " });
    expect(say(lost, { kind: "delta", text: "8080." })).toMatchObject({ link: "live", text: "Port 8080." });
  });

  it("forgets what a dead instance said when another one starts over", () => {
    const begun = say(ASKED, { kind: "delta", text: "Port" }, { kind: "citation", citation: citation(1, 4) });
    const again = say(begun, { kind: "restarted", id: "a", conversation: "c" }, { kind: "delta", text: "The port" });
    expect(again).toMatchObject({ kind: "streaming", text: "The port", citations: [] });
  });

  it("is abstained or failed when the gateway says so", () => {
    expect(ended(whole({ abstained: true })).kind).toBe("abstained");
    const failed = ended(whole({ status: "failed", error: { code: "deadline", message: "Too late." } }));
    expect(failed).toMatchObject({ kind: "failed", problem: { code: "deadline" } });
  });
});

describe("events", () => {
  it("of an unknown kind are passed over", () => {
    expect(parseEvent({ id: "4", event: "weather", data: "rain" })).toBeNull();
  });

  it("carry their kind beside their data", () => {
    expect(parseEvent({ id: "2", event: "delta", data: '{"text":"x"}' })).toEqual({ kind: "delta", text: "x" });
  });
});

describe("cited pieces", () => {
  it("end where the cited part ends, counted in code points", () => {
    const pieces = citedPieces("🚢 sails. Then it rests. Fin", [citation(1, 8), citation(2, 23), citation(3, 23)]);
    expect(pieces.map((piece) => [piece.text, piece.citations.map((c) => c.number)])).toEqual([
      ["🚢 sails.", [1]],
      [" Then it rests.", [2, 3]],
      [" Fin", []],
    ]);
  });

  it("leave out the numbers that the text carries itself", () => {
    const pieces = citedPieces("It sails. [1] It rests. [2]", [citation(1, 9), citation(2, 23)]);
    expect(pieces.map((piece) => piece.text)).toEqual(["It sails.", " It rests."]);
  });

  it("show a citation at the end when its text is still to come", () => {
    expect(citedPieces("abc", [citation(1, 99)])).toEqual([{ text: "abc", citations: [citation(1, 99)] }]);
  });
});
