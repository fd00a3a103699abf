/** What the address of the page holds, so that reload, back and a shared link lead to the same view. */
export interface Route {
  /** Null when the address names none. */
  collection: string | null;
  conversation: string | null;
  source: Source | null;
}

/** A place in a document: the quote when it has a length, else where to begin to read. */
export interface Source {
  document: string;
  start: number;
  end: number;
  /** Hash of the text that the positions are in; empty when any version will do. */
  text: string;
}

export function sourceOf(place: { document: string; start: number; end: number; text_hash: string }): Source {
  return { document: place.document, start: place.start, end: place.end, text: place.text_hash };
}

export function parseRoute(hash: string): Route {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const document = values.get("document");
  const start = position(values.get("start"));
  return {
    collection: values.get("collection"),
    conversation: values.get("conversation"),
    source: document
      ? { document, start, end: Math.max(start, position(values.get("end"))), text: values.get("text") ?? "" }
      : null,
  };
}

export function formatRoute(route: Route): string {
  const values = new URLSearchParams();
  if (route.collection !== null) values.set("collection", route.collection);
  if (route.conversation) values.set("conversation", route.conversation);
  if (route.source) {
    values.set("document", route.source.document);
    values.set("start", String(route.source.start));
    values.set("end", String(route.source.end));
    if (route.source.text) values.set("text", route.source.text);
  }
  return `#${values}`;
}

function position(text: string | null): number {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}
