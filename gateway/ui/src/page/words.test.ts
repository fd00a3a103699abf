import { expect, it } from "vitest";
import { count, degradedInWords, milliseconds, pendingInWords, size, skippedInWords, timeLeft } from "./words";

it("says the time left as a person would", () => {
  expect([null, 2, 12, 89, 100, 5000, 9000].map(timeLeft)).toEqual([
    "",
    "a few seconds left",
    "about 15 seconds left",
    "about 90 seconds left",
    "about 2 minutes left",
    "about 83 minutes left",
    "about 3 hours left",
  ]);
});

it("keeps numbers short", () => {
  expect([0, 999, 1_000, 12_345, 2_000_000_000].map(size)).toEqual(["0 B", "999 B", "1.0 KB", "12 KB", "2.0 GB"]);
  expect([count(1, "word"), count(209_000, "word")]).toEqual(["1 word", "209,000 words"]);
  expect([milliseconds(12.4), milliseconds(1499)]).toEqual(["12 ms", "1.5 s"]);
});

it("says what was not ready yet", () => {
  expect([1, 12].map(pendingInWords)).toEqual([
    "1 document was not ready yet when this was asked.",
    "12 documents were not ready yet when this was asked.",
  ]);
});

it("names what was missing, known or not", () => {
  expect(degradedInWords("reranker:model-unavailable")).toBe("reranking (model unavailable)");
  expect(degradedInWords("oracle:asleep")).toBe("oracle (asleep)");
  expect(skippedInWords("memory")).toBe("the conversation's memory");
});
