import { expect, it } from "vitest";
import type { Document, DocumentState } from "../api/types";
import { toWatch, withDocument } from "./documents";

function document(id: string, state: DocumentState, minute: number, version = 1): Document {
  return {
    id,
    name: `${id}.pdf`,
    collection: "default",
    version,
    state,
    progress: 0,
    stage: null,
    seconds_left: null,
    words: null,
    pages: null,
    bytes: 1,
    error: null,
    created_at: `2026-11-25T08:0${minute}:00Z`,
  };
}

it("watches the two oldest that are in work", () => {
  const documents = [
    document("new", "queued", 4),
    document("done", "ready", 1),
    document("second", "embedding", 3),
    document("first", "waiting", 2),
    document("bad", "failed", 0),
  ];
  expect(toWatch(documents)).toEqual(["first", "second"]);
});

it("takes in news, puts a new document first and drops a deleted one", () => {
  const one = [document("a", "queued", 1)];
  expect(withDocument(one, document("a", "ready", 1))[0]?.state).toBe("ready");
  expect(withDocument(one, document("b", "queued", 2)).map((d) => d.id)).toEqual(["b", "a"]);
  expect(withDocument(one, document("a", "deleted", 1))).toEqual([]);
});

it("ignores late news of an older version", () => {
  const replaced = [document("a", "parsing", 1, 2)];
  expect(withDocument(replaced, document("a", "ready", 1, 1))).toBe(replaced);
});
