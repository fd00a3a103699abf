import { ApiError, NETWORK, request } from "./http";

export interface ServerEvent {
  id: string;
  event: string;
  data: string;
}

/** Parses `text/event-stream` (WHATWG HTML, section 9.2) from pieces cut anywhere. */
export class SseParser {
  private buffer = "";
  private id = "";
  private event = "";
  private data: string[] = [];
  private atStart = true;

  push(piece: string): ServerEvent[] {
    this.buffer += piece;
    if (this.atStart && this.buffer.length > 0) {
      if (this.buffer.startsWith("\uFEFF")) this.buffer = this.buffer.slice(1);
      this.atStart = false;
    }
    const events: ServerEvent[] = [];
    for (;;) {
      const end = this.buffer.search(/[\r\n]/);
      if (end < 0) return events;
      // A CR at the very end may be half of a CRLF: wait for the next piece.
      if (this.buffer[end] === "\r" && end === this.buffer.length - 1) return events;
      const width = this.buffer.startsWith("\r\n", end) ? 2 : 1;
      const line = this.buffer.slice(0, end);
      this.buffer = this.buffer.slice(end + width);
      const event = this.line(line);
      if (event) events.push(event);
    }
  }

  private line(line: string): ServerEvent | undefined {
    if (line === "") return this.dispatch();
    if (line.startsWith(":")) return undefined;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.data.push(value);
    else if (field === "event") this.event = value;
    else if (field === "id" && !value.includes("\0")) this.id = value;
    return undefined;
  }

  private dispatch(): ServerEvent | undefined {
    const complete =
      this.data.length === 0
        ? undefined
        : { id: this.id, event: this.event || "message", data: this.data.join("\n") };
    this.data = [];
    this.event = "";
    return complete;
  }
}

/** The gateway says something at least every 15 s; three times that without a word is a lost connection, in ms. */
export const SILENCE = 45_000;

function spoken<T>(read: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiError(0, NETWORK.code, NETWORK.message)), SILENCE);
  });
  return Promise.race([read, silence]).finally(() => clearTimeout(timer));
}

/** Events of an open response until it ends; throws when the connection is lost, also without a word. */
export async function* eventsOf(response: Response): AsyncGenerator<ServerEvent> {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const parser = new SseParser();
  try {
    for (;;) {
      const { done, value } = await spoken(reader.read());
      if (done) return;
      yield* parser.push(value);
    }
  } finally {
    // Not awaited: a connection that is gone may never say that it is closed.
    reader.cancel().catch(() => undefined);
  }
}

export async function* getEvents(
  path: string,
  signal: AbortSignal,
  lastEventId = 0,
): AsyncGenerator<ServerEvent> {
  const headers: Record<string, string> = { Accept: "text/event-stream" };
  if (lastEventId > 0) headers["Last-Event-ID"] = String(lastEventId);
  yield* eventsOf(await request(path, { headers, signal }));
}
