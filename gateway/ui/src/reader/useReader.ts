import { useCallback, useEffect, useState } from "react";
import { asProblem } from "../api/http";
import type { Problem, TextRange } from "../api/types";
import { join } from "./layout";
import { textOf } from "./textClient";

/** Code points loaded before and after the quote, and with each step further. */
const BEFORE = 3_000;
const AFTER = 9_000;
const STEP = 20_000;

export type Reading =
  | { kind: "loading" }
  | { kind: "shown"; range: TextRange }
  | { kind: "failed"; problem: Problem };

export interface Reader {
  reading: Reading;
  earlier: () => void;
  later: () => void;
  again: () => void;
}

export function useReader(document: string, start: number, end: number): Reader {
  const [reading, setReading] = useState<Reading>({ kind: "loading" });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    setReading({ kind: "loading" });
    textOf(document, Math.max(0, start - BEFORE), end + AFTER, abort.signal)
      .then((range) => setReading({ kind: "shown", range }))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setReading({ kind: "failed", problem: asProblem(error) });
      });
    return () => abort.abort();
  }, [document, start, end, attempt]);

  const extend = useCallback(
    (from: number, to: number, grow: (shown: TextRange, more: TextRange) => TextRange) => {
      textOf(document, from, to)
        .then((more) =>
          setReading((now) => {
            const neighbours =
              now.kind === "shown" && (now.range.start === more.end || now.range.end === more.start);
            return neighbours ? { kind: "shown", range: grow(now.range, more) } : now;
          }),
        )
        .catch((error: unknown) => setReading({ kind: "failed", problem: asProblem(error) }));
    },
    [document],
  );

  const range = reading.kind === "shown" ? reading.range : null;
  return {
    reading,
    earlier: useCallback(() => {
      if (range) extend(Math.max(0, range.start - STEP), range.start, (shown, more) => join(more, shown));
    }, [range, extend]),
    later: useCallback(() => {
      if (range) extend(range.end, range.end + STEP, join);
    }, [range, extend]),
    again: useCallback(() => setAttempt((n) => n + 1), []),
  };
}
