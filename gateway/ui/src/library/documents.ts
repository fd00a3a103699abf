import type { Document } from "../api/types";

/** A browser opens six connections to a host: two stay for documents, the list shows the others. */
export const WATCHED = 2;

export const isFinal = (document: Document) => document.state === "ready" || document.state === "failed";

/** The documents to watch by events: the oldest that are still in work, as they are ready first. */
export function toWatch(documents: Document[]): string[] {
  return documents
    .filter((document) => !isFinal(document) && document.state !== "deleted")
    .sort((a, b) => a.created_at.localeCompare(b.created_at))
    .slice(0, WATCHED)
    .map((document) => document.id);
}

/** Takes in what was heard of one document; a late word about an older version changes nothing. */
export function withDocument(documents: Document[], heard: Document): Document[] {
  if (heard.state === "deleted") return documents.filter((document) => document.id !== heard.id);
  const known = documents.find((document) => document.id === heard.id);
  if (!known) return [heard, ...documents];
  if (known.version > heard.version) return documents;
  return documents.map((document) => (document.id === heard.id ? heard : document));
}
