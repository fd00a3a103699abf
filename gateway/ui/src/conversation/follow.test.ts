import { describe, expect, it } from "vitest";
import { ApiError } from "../api/http";
import type { ServerEvent } from "../api/sse";
import { BACK_OFF_MS, follow, type Opener, type Step } from "./follow";

const started: ServerEvent = { id: "1", event: "started", data: '{"id":"a","conversation":"c"}' };
const delta = (id: number, text: string): ServerEvent => ({
  id: String(id),
  event: "delta",
  data: JSON.stringify({ text }),
});
const finished: ServerEvent = { id: "9", event: "finished", data: '{"id":"a","status":"finished"}' };

async function* says(events: ServerEvent[], then?: Error): AsyncGenerator<ServerEvent> {
  yield* events;
  if (then) throw then;
}

/** A gateway that says one script per connection and notes how it was asked. */
class Gateway implements Opener {
  readonly asked: string[] = [];
  readonly waits: number[] = [];

  constructor(
    private readonly first: () => AsyncGenerator<ServerEvent>,
    private readonly next: (() => AsyncGenerator<ServerEvent>)[] = [],
  ) {}

  ask = () => {
    this.asked.push("ask");
    return this.first();
  };

  resume = (id: string, lastEvent: number) => {
    this.asked.push(`${id} after ${lastEvent}`);
    return (this.next.shift() ?? (() => says([], new ApiError(0, "network", "gone"))))();
  };

  wait = (ms: number) => {
    this.waits.push(ms);
    return Promise.resolve();
  };
}

async function all(gateway: Gateway, signal = new AbortController().signal): Promise<Step[]> {
  const steps: Step[] = [];
  for await (const step of follow(gateway, signal)) steps.push(step);
  return steps;
}

const kinds = (steps: Step[]) => steps.map((step) => step.event.kind);

describe("follow", () => {
  it("goes on behind the last event after a loss and says nothing twice", async () => {
    const gateway = new Gateway(
      () => says([started, delta(2, "a"), delta(3, "b")], new TypeError("network error")),
      [() => says([delta(3, "b"), delta(4, "c"), finished])],
    );
    const steps = await all(gateway);
    expect(gateway.asked).toEqual(["ask", "a after 3"]);
    expect(kinds(steps)).toEqual(["started", "delta", "delta", "lost", "delta", "finished"]);
  });

  it("takes an end without a last word for a loss", async () => {
    const gateway = new Gateway(() => says([started]), [() => says([finished])]);
    expect(kinds(await all(gateway))).toEqual(["started", "lost", "finished"]);
  });

  it("gives up after the last back-off and says where to go on", async () => {
    const gateway = new Gateway(() => says([started, delta(2, "a")], new TypeError("network error")));
    const steps = await all(gateway);
    expect(gateway.waits).toEqual(BACK_OFF_MS);
    expect(steps.at(-1)).toMatchObject({ event: { kind: "gave-up", stopped: false }, lastEvent: 2 });
  });

  it("does not ask a second time when the question may have arrived", async () => {
    const gateway = new Gateway(() => says([], new ApiError(0, "network", "gone")));
    expect(kinds(await all(gateway))).toEqual(["gave-up"]);
    expect(gateway.asked).toEqual(["ask"]);
  });

  it("does not try again what was refused", async () => {
    const gateway = new Gateway(() => says([], new ApiError(413, "question-too-long", "Shorter, please.")));
    const steps = await all(gateway);
    expect(steps).toMatchObject([{ event: { kind: "gave-up", problem: { code: "question-too-long" } } }]);
  });

  it("says that it was stopped when the reader stopped it", async () => {
    const abort = new AbortController();
    const gateway = new Gateway(() => {
      abort.abort();
      return says([], new DOMException("aborted", "AbortError"));
    });
    expect((await all(gateway, abort.signal)).at(-1)?.event).toMatchObject({ kind: "gave-up", stopped: true });
  });
});
