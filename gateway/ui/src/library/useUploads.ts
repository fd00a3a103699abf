import { useCallback, useEffect, useReducer, useRef } from "react";
import { asProblem } from "../api/http";
import type { Document } from "../api/types";
import { upload as send } from "./libraryClient";
import { nextUpload, reduceUploads, type Upload } from "./uploads";

export interface Uploads {
  uploads: Upload[];
  add: (files: File[], collection: string) => void;
  retry: (upload: Upload) => void;
  remove: (upload: Upload) => void;
}

export function useUploads(onAccepted: (document: Document) => void): Uploads {
  const [uploads, dispatch] = useReducer(reduceUploads, []);
  const lastKey = useRef(0);
  const calls = useRef(new Map<number, AbortController>());

  const next = nextUpload(uploads);
  useEffect(() => {
    if (!next || calls.current.has(next.key)) return;
    const { key } = next;
    const abort = new AbortController();
    calls.current.set(key, abort);
    dispatch({ kind: "sending", key });
    send(next.file, next.collection, (share) => dispatch({ kind: "sent", key, share }), abort.signal)
      .then((document) => {
        dispatch({ kind: "removed", key });
        onAccepted(document);
      })
      .catch((error: unknown) => dispatch({ kind: "failed", key, problem: asProblem(error) }))
      .finally(() => calls.current.delete(key));
  }, [next, onAccepted]);

  const add = useCallback((files: File[], collection: string) => {
    dispatch({ kind: "added", files, collection, firstKey: lastKey.current + 1 });
    lastKey.current += files.length;
  }, []);
  const retry = useCallback((upload: Upload) => dispatch({ kind: "retried", key: upload.key }), []);
  const remove = useCallback((upload: Upload) => {
    calls.current.get(upload.key)?.abort();
    dispatch({ kind: "removed", key: upload.key });
  }, []);
  return { uploads, add, retry, remove };
}
