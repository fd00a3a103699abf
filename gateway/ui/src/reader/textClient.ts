import { getJson } from "../api/http";
import type { TextRange } from "../api/types";

export function textOf(document: string, start: number, end: number, signal?: AbortSignal): Promise<TextRange> {
  return getJson(`documents/${encodeURIComponent(document)}/text?start=${start}&end=${end}`, signal);
}
