import type { Document } from "../api/types";

const whole = new Intl.NumberFormat("en");

export function count(n: number, noun: string): string {
  return `${whole.format(n)} ${noun}${n === 1 ? "" : "s"}`;
}

export function size(bytes: number): string {
  const units = ["B", "KB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

export function timeLeft(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 5) return "a few seconds left";
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} seconds left`;
  if (seconds < 5400) return `about ${count(Math.round(seconds / 60), "minute")} left`;
  return `about ${count(Math.round(seconds / 3600), "hour")} left`;
}

export function milliseconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function stageOf(document: Document): string {
  switch (document.state) {
    case "queued":
      return "Waiting in line";
    case "parsing":
      return "Reading the file";
    case "embedding":
      return "Indexing";
    case "waiting":
      return "Waiting, will be tried again";
    case "deleting":
      return "Deleting";
    case "ready":
    case "failed":
    case "deleted":
      return "";
  }
}

const ROOMS: Record<string, string> = {
  memory: "the conversation's memory",
  embedder: "retrieval",
  reranker: "reranking",
  generator: "writing",
};

/** Where an answer may lie that was not found. */
export function pendingInWords(documents: number): string {
  return `${count(documents, "document")} ${documents === 1 ? "was" : "were"} not ready yet when this was asked.`;
}

/** `reranker:model-unavailable` in words. */
export function degradedInWords(code: string): string {
  const [room = "", ...rest] = code.split(":");
  const reason = rest.join(":").replaceAll("-", " ");
  const name = ROOMS[room] ?? room;
  return reason ? `${name} (${reason})` : `${name} in part`;
}

export function skippedInWords(room: string): string {
  return ROOMS[room] ?? room;
}
