import type { ServerEvent } from "../api/sse";
import type { AnswerObject, Citation, Passage, Problem } from "../api/types";
import { CodePoints } from "../reader/codePoints";

/** What the gateway says about an answer; mirrors the kinds of `AnswerEvent` in contracts. */
export type AnswerEvent =
  | { kind: "started"; id: string; conversation: string }
  /** Another instance took the answer over: what was said is void. */
  | { kind: "restarted"; id: string; conversation: string }
  | { kind: "evidence"; passages: Passage[] }
  | { kind: "delta"; text: string }
  | { kind: "citation"; citation: Citation }
  | { kind: "finished"; answer: AnswerObject }
  | { kind: "failed"; answer: AnswerObject };

/** What the connection says: it was lost and is being tried again, or was given up. */
export type LinkEvent = { kind: "lost" } | { kind: "gave-up"; problem: Problem; stopped: boolean };

export interface Receipt {
  timings: Record<string, number>;
  degraded: string[];
  skipped: string[];
  /** Documents that were not ready when it was asked. */
  pending: number;
}

interface Said {
  id: string | null;
  text: string;
  citations: Citation[];
  passages: Passage[];
}

export type Answer =
  | (Said & { kind: "streaming"; link: "live" | "lost" })
  | (Said & { kind: "interrupted"; problem: Problem; stopped: boolean; lastEvent: number })
  | (Said & { kind: "grounded"; receipt: Receipt })
  | (Said & { kind: "abstained"; receipt: Receipt })
  | (Said & { kind: "failed"; problem: Problem; receipt: Receipt });

export const ASKED: Answer = {
  kind: "streaming",
  link: "live",
  id: null,
  text: "",
  citations: [],
  passages: [],
};

/** Null for a kind that this page does not know: newer gateways may say more. */
export function parseEvent(event: ServerEvent): AnswerEvent | null {
  switch (event.event) {
    case "started":
    case "restarted":
    case "evidence":
    case "delta":
      return { ...JSON.parse(event.data), kind: event.event } as AnswerEvent;
    case "citation":
      return { kind: "citation", citation: JSON.parse(event.data) as Citation };
    case "finished":
    case "failed":
      return { kind: event.event, answer: JSON.parse(event.data) as AnswerObject };
    default:
      return null;
  }
}

export function advance(answer: Answer, event: AnswerEvent | LinkEvent, lastEvent = 0): Answer {
  const { id, text, citations, passages } = answer;
  const said: Said = { id, text, citations, passages };
  const streaming = (more: Partial<Said>): Answer => ({ ...said, ...more, kind: "streaming", link: "live" });
  switch (event.kind) {
    case "started":
      return streaming({ id: event.id });
    case "restarted":
      return streaming({ text: "", citations: [], passages: [] });
    case "evidence":
      return streaming({ passages: event.passages });
    case "delta":
      return streaming({ text: text + event.text });
    case "citation":
      return streaming({ citations: [...citations, event.citation] });
    case "finished":
    case "failed":
      return ended(event.answer, passages);
    case "lost":
      return { ...said, kind: "streaming", link: "lost" };
    case "gave-up":
      return { ...said, kind: "interrupted", problem: event.problem, stopped: event.stopped, lastEvent };
  }
}

/** From the whole answer object, as the last event and the conversation's history carry it. */
export function ended(answer: AnswerObject, passages: Passage[] = []): Answer {
  const { id, answer: text, citations, timings, degraded, skipped } = answer;
  const said: Said = { id, text: text ?? "", citations, passages };
  const receipt: Receipt = { timings, degraded, skipped, pending: answer.pending_documents };
  if (answer.status === "failed") {
    const problem = answer.error ?? { code: "internal", message: "No answer could be made." };
    return { ...said, kind: "failed", problem, receipt };
  }
  return { ...said, kind: answer.abstained ? "abstained" : "grounded", receipt };
}

export interface CitedPiece {
  text: string;
  /** The sources of this piece, shown after it. */
  citations: Citation[];
}

/**
 * Cuts the answer behind each cited part. Positions are code points of the answer. A number that the text
 * itself carries there, as "[1]", is left out: the page sets its own.
 */
export function citedPieces(text: string, citations: Citation[]): CitedPiece[] {
  const points = new CodePoints(text);
  const ends = [...new Set(citations.map((c) => Math.min(c.answer_end, points.length)))].sort((a, b) => a - b);
  const pieces: CitedPiece[] = [];
  let from = 0;
  for (const end of ends) {
    pieces.push({
      text: points.slice(from, end),
      citations: citations.filter((c) => Math.min(c.answer_end, points.length) === end),
    });
    const numbers = /^(?:\s*\[\d+\])+/.exec(points.slice(end, end + 40));
    from = end + (numbers ? numbers[0].length : 0);
  }
  if (from < points.length) pieces.push({ text: points.slice(from, points.length), citations: [] });
  return pieces;
}
