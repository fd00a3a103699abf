import { describe, expect, it, vi } from "vitest";
import { eventsOf, SILENCE, SseParser } from "./sse";

const STREAM =
  ":heartbeat\n\nid: 1\nevent: started\ndata: {\"id\":\"a\"}\n\nid: 2\r\nevent: delta\r\ndata: one\r\ndata: two\r\n\r\ndata:last\n\n";

describe("SseParser", () => {
  it("gives the same events wherever the pieces are cut", () => {
    const whole = new SseParser().push(STREAM);
    expect(whole).toEqual([
      { id: "1", event: "started", data: '{"id":"a"}' },
      { id: "2", event: "delta", data: "one\ntwo" },
      { id: "2", event: "message", data: "last" },
    ]);
    for (let cut = 1; cut < STREAM.length; cut++) {
      const parser = new SseParser();
      expect([...parser.push(STREAM.slice(0, cut)), ...parser.push(STREAM.slice(cut))]).toEqual(whole);
    }
  });

  it("drops an event that the connection cut off", () => {
    expect(new SseParser().push("id: 3\nevent: delta\ndata: half")).toEqual([]);
  });

  it("keeps the space that belongs to the text and passes over comments and a byte order mark", () => {
    const parser = new SseParser();
    expect(parser.push("\uFEFF: hello\ndata:  two spaces\n\n")[0]?.data).toBe(" two spaces");
  });
});

describe("eventsOf", () => {
  it("takes a connection without a word, not even a heartbeat, for lost", async () => {
    vi.useFakeTimers();
    try {
      const open = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode("id: 1\ndata: x\n\n")),
      });
      const events = eventsOf(new Response(open));
      expect((await events.next()).value).toMatchObject({ id: "1", data: "x" });
      const next = expect(events.next()).rejects.toMatchObject({ code: "network" });
      await vi.advanceTimersByTimeAsync(SILENCE);
      await next;
    } finally {
      vi.useRealTimers();
    }
  });
});
