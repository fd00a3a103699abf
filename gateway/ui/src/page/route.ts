/** What the address of the page holds, so that reload, back and a shared link lead to the same view. */
export interface Route {
  collection: string;
  conversation: string | null;
  source: { document: string; start: number; end: number } | null;
}

export const DEFAULT_COLLECTION = "default";

export function parseRoute(hash: string): Route {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const document = values.get("document");
  const start = position(values.get("start"));
  return {
    collection: values.get("collection") || DEFAULT_COLLECTION,
    conversation: values.get("conversation"),
    source: document ? { document, start, end: Math.max(start, position(values.get("end"))) } : null,
  };
}

export function formatRoute(route: Route): string {
  const values = new URLSearchParams();
  if (route.collection !== DEFAULT_COLLECTION) values.set("collection", route.collection);
  if (route.conversation) values.set("conversation", route.conversation);
  if (route.source) {
    values.set("document", route.source.document);
    values.set("start", String(route.source.start));
    values.set("end", String(route.source.end));
  }
  return `#${values}`;
}

function position(text: string | null): number {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}
