/** The gateway's objects as they travel. Positions are code points, ends are exclusive. */

export type DocumentState =
  | "queued"
  | "parsing"
  | "embedding"
  | "ready"
  | "waiting"
  | "failed"
  | "deleting"
  | "deleted";

export interface Problem {
  code: string;
  message: string;
  /** The same again would be refused again. */
  final?: boolean;
}

export interface Document {
  id: string;
  name: string;
  collection: string;
  version: number;
  state: DocumentState;
  /** 0 to 1. */
  progress: number;
  stage: string | null;
  seconds_left: number | null;
  words: number | null;
  pages: number | null;
  bytes: number;
  error: Problem | null;
  created_at: string;
}

export interface Collection {
  id: string;
  name: string;
  documents: number;
}

export interface Passage {
  document: string;
  name: string;
  text: string;
  start: number;
  end: number;
  page: number | null;
  score: number;
  headings: string[];
  text_hash: string;
}

export interface Citation {
  number: number;
  document: string;
  name: string;
  headings: string[];
  quote: string;
  /** The document was deleted, and the quote with it. */
  erased: boolean;
  start: number;
  end: number;
  page: number | null;
  answer_start: number;
  answer_end: number;
  /** Of the text that the positions are in. */
  text_hash: string;
}

export interface AnswerObject {
  id: string;
  status: "running" | "finished" | "failed";
  conversation: string;
  question: string;
  answer: string | null;
  abstained: boolean;
  error: Problem | null;
  citations: Citation[];
  timings: Record<string, number>;
  degraded: string[];
  skipped: string[];
  /** Of its scope, not ready when it was asked. */
  pending_documents: number;
  created_at: string;
}

export interface Conversation {
  id: string;
  title: string;
  created_at: string;
}

export interface TextRange {
  document: string;
  name: string;
  version: number;
  text_hash: string;
  start: number;
  end: number;
  /** Of the whole text. */
  code_points: number;
  text: string;
  pages: { number: number; start: number; end: number }[];
  sections: { start: number; end: number; headings: string[] }[];
}
