import { getJson, postJson } from "../api/http";
import { eventsOf, getEvents, type ServerEvent } from "../api/sse";
import type { AnswerObject, Conversation } from "../api/types";

export interface Ask {
  question: string;
  collection: string;
  documents: string[];
  conversation: string | null;
}

export async function* ask(what: Ask, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const body = {
    question: what.question,
    collection: what.collection,
    ...(what.documents.length > 0 && { documents: what.documents }),
    ...(what.conversation && { conversation: what.conversation }),
  };
  yield* eventsOf(await postJson("answers", body, { headers: { Accept: "text/event-stream" }, signal }));
}

export function resume(answer: string, lastEvent: number, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  return getEvents(`answers/${encodeURIComponent(answer)}/events`, signal, lastEvent);
}

/** Ends the answer for everybody; its stream then says `failed` with the code `cancelled`. */
export async function cancel(answer: string): Promise<void> {
  await postJson(`answers/${encodeURIComponent(answer)}/cancel`, {});
}

export async function listConversations(): Promise<Conversation[]> {
  return (await getJson<{ data: Conversation[] }>("conversations?limit=200")).data;
}

export async function answersOf(conversation: string): Promise<AnswerObject[]> {
  const path = `conversations/${encodeURIComponent(conversation)}`;
  return (await getJson<{ data: AnswerObject[] }>(path)).data;
}
