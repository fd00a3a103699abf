import { ApiError, asProblem, NETWORK } from "../api/http";
import type { ServerEvent } from "../api/sse";
import { parseEvent, type AnswerEvent, type LinkEvent } from "./answer";

/** How the answer's stream is opened: at first by asking, after that by its id. */
export interface Opener {
  ask: ((signal: AbortSignal) => AsyncIterable<ServerEvent>) | null;
  resume: (id: string, lastEvent: number, signal: AbortSignal) => AsyncIterable<ServerEvent>;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Waits between tries; after the last one the reader decides. About a minute together. */
export const BACK_OFF_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

export interface Step {
  event: AnswerEvent | LinkEvent;
  /** Ordinal of the last event heard: where to go on. */
  lastEvent: number;
}

/**
 * The answer's events, each once, through losses of the network: goes on behind the last one heard.
 * Ends after `finished`, `failed` or `gave-up`.
 */
export async function* follow(
  opener: Opener,
  signal: AbortSignal,
  id: string | null = null,
  lastEvent = 0,
): AsyncGenerator<Step> {
  const gaveUp = (error: unknown): Step => ({
    event: {
      kind: "gave-up",
      problem: signal.aborted ? { code: "stopped", message: "Stopped." } : asProblem(error),
      stopped: signal.aborted,
    },
    lastEvent,
  });
  let tries = 0;
  for (;;) {
    try {
      const stream = id === null ? opener.ask?.(signal) : opener.resume(id, lastEvent, signal);
      if (!stream) throw new ApiError(0, NETWORK.code, NETWORK.message);
      for await (const sent of stream) {
        const ordinal = Number(sent.id) || 0;
        if (ordinal > 0 && ordinal <= lastEvent) continue;
        lastEvent = Math.max(lastEvent, ordinal);
        tries = 0;
        const event = parseEvent(sent);
        if (!event) continue;
        if (event.kind === "started") id = event.id;
        yield { event, lastEvent };
        if (event.kind === "finished" || event.kind === "failed") return;
      }
    } catch (error) {
      const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
      // Without an id nobody knows whether the question arrived: asking again is the reader's choice.
      if (signal.aborted || refused || id === null) return yield gaveUp(error);
    }
    const pause = BACK_OFF_MS[tries++];
    if (id === null || pause === undefined) {
      return yield gaveUp(new ApiError(0, NETWORK.code, NETWORK.message));
    }
    yield { event: { kind: "lost" }, lastEvent };
    await opener.wait(pause, signal);
    if (signal.aborted) return yield gaveUp(null);
  }
}
