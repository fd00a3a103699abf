import { ApiError, getJson, NETWORK, postJson, problemOf, request, uploadAddress } from "../api/http";
import { getEvents } from "../api/sse";
import type { Collection, Document } from "../api/types";

const PAGE = 100;

interface Page<T> {
  data: T[];
  has_more?: boolean;
  next?: string | null;
}

/** Documents of a collection, newest first, up to `pages` pages; a collection that does not exist yet is empty. */
export async function listDocuments(
  collection: string,
  pages: number,
  signal: AbortSignal,
): Promise<{ documents: Document[]; more: boolean }> {
  const documents: Document[] = [];
  let after: string | null = null;
  for (let page = 0; page < pages; page++) {
    const query = new URLSearchParams({ collection, limit: String(PAGE), ...(after && { after }) });
    let found: Page<Document>;
    try {
      found = await getJson<Page<Document>>(`documents?${query}`, signal);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return { documents, more: false };
      throw error;
    }
    documents.push(...found.data);
    after = found.has_more ? (found.next ?? null) : null;
    if (after === null) break;
  }
  return { documents, more: after !== null };
}

/** The document each time that it changes, until it is ready, failed or deleted. */
export async function* watchDocument(id: string, signal: AbortSignal): AsyncGenerator<Document> {
  for await (const event of getEvents(`documents/${encodeURIComponent(id)}/events`, signal)) {
    if (event.event === "document") yield JSON.parse(event.data) as Document;
  }
}

export async function deleteDocument(id: string): Promise<void> {
  await request(`documents/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export async function listCollections(): Promise<Collection[]> {
  return (await getJson<Page<Collection>>("collections")).data;
}

export async function createCollection(name: string): Promise<void> {
  await postJson("collections", { name });
}

export async function deleteCollection(name: string): Promise<void> {
  await request(`collections/${encodeURIComponent(name)}`, { method: "DELETE" });
}

/** By XMLHttpRequest, because fetch does not say how much of a body was sent. */
export function upload(
  file: File,
  collection: string,
  onSent: (share: number) => void,
  signal: AbortSignal,
): Promise<Document> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const form = new FormData();
    form.append("collection", collection);
    form.append("file", file, file.name);
    call.open("POST", uploadAddress);
    call.setRequestHeader("Accept", "application/json");
    call.upload.onprogress = (event) => event.lengthComputable && onSent(event.loaded / event.total);
    call.onload = () =>
      call.status < 300
        ? resolve(JSON.parse(call.responseText) as Document)
        : reject(problemOf(call.status, call.responseText));
    call.onerror = () => reject(new ApiError(0, NETWORK.code, NETWORK.message));
    signal.addEventListener("abort", () => call.abort());
    call.send(form);
  });
}
