import type { Problem } from "../api/types";

export interface Upload {
  key: number;
  file: File;
  collection: string;
  /** 0 to 1. */
  sent: number;
  state: "queued" | "sending" | "failed";
  problem: Problem | null;
}

export type UploadAction =
  | { kind: "added"; files: File[]; collection: string; firstKey: number }
  | { kind: "sending"; key: number }
  | { kind: "sent"; key: number; share: number }
  | { kind: "failed"; key: number; problem: Problem }
  | { kind: "retried"; key: number }
  | { kind: "removed"; key: number };

/** Files sent at the same time. */
export const SENDING = 2;

export function reduceUploads(uploads: Upload[], action: UploadAction): Upload[] {
  const change = (key: number, to: Partial<Upload>) =>
    uploads.map((upload) => (upload.key === key ? { ...upload, ...to } : upload));
  switch (action.kind) {
    case "added":
      return [
        ...uploads,
        ...action.files.map(
          (file, i): Upload => ({
            key: action.firstKey + i,
            file,
            collection: action.collection,
            sent: 0,
            state: "queued",
            problem: null,
          }),
        ),
      ];
    case "sending":
      return change(action.key, { state: "sending" });
    case "sent":
      return change(action.key, { sent: action.share });
    case "failed":
      return change(action.key, { state: "failed", problem: action.problem });
    case "retried":
      return change(action.key, { state: "queued", sent: 0, problem: null });
    case "removed":
      return uploads.filter((upload) => upload.key !== action.key);
  }
}

/** The next to send, when there is room. */
export function nextUpload(uploads: Upload[]): Upload | undefined {
  const sending = uploads.filter((upload) => upload.state === "sending").length;
  return sending < SENDING ? uploads.find((upload) => upload.state === "queued") : undefined;
}
