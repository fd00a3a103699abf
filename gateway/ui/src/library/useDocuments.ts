import { useCallback, useEffect, useReducer, useState } from "react";
import { asProblem } from "../api/http";
import type { Document, Problem } from "../api/types";
import { isFinal, toWatch, withDocument } from "./documents";
import { deleteDocument, listDocuments, watchDocument } from "./libraryClient";

/** How often the list is read while something is in work, in ms. */
const REFRESH = 4_000;

export interface Documents {
  documents: Document[];
  loading: boolean;
  more: boolean;
  problem: Problem | null;
  add: (document: Document) => void;
  remove: (document: Document) => void;
  refresh: () => void;
  showMore: () => void;
}

export function useDocuments(collection: string): Documents {
  const [documents, setDocuments] = useState<Document[]>([]);
  const [loading, setLoading] = useState(true);
  const [more, setMore] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pages, setPages] = useState(1);
  const [tick, refresh] = useReducer((n: number) => n + 1, 0);

  const add = useCallback((document: Document) => setDocuments((now) => withDocument(now, document)), []);

  useEffect(() => {
    setDocuments([]);
    setLoading(true);
    setPages(1);
  }, [collection]);

  useEffect(() => {
    const abort = new AbortController();
    listDocuments(collection, pages, abort.signal)
      .then((found) => {
        setDocuments(found.documents);
        setMore(found.more);
        setProblem(null);
      })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setProblem(asProblem(error));
      })
      .finally(() => {
        if (!abort.signal.aborted) setLoading(false);
      });
    return () => abort.abort();
  }, [collection, pages, tick]);

  const working = documents.some((document) => !isFinal(document));
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(refresh, REFRESH);
    return () => clearInterval(timer);
  }, [working]);

  const watched = toWatch(documents).join(" ");
  useEffect(() => {
    const abort = new AbortController();
    const watch = async (id: string) => {
      for await (const document of watchDocument(id, abort.signal)) {
        if (abort.signal.aborted) return;
        add(document);
      }
    };
    for (const id of watched.split(" ").filter(Boolean)) {
      // The list is read again anyway: a lost stream needs no care of its own.
      watch(id).catch(() => undefined);
    }
    return () => abort.abort();
  }, [watched, add]);

  const remove = useCallback(
    (document: Document) => {
      add({ ...document, state: "deleting" });
      deleteDocument(document.id)
        .then(refresh)
        .catch((error: unknown) => {
          setProblem(asProblem(error));
          add(document);
        });
    },
    [add],
  );

  const showMore = useCallback(() => setPages((n) => n + 1), []);
  return { documents, loading, more, problem, add, remove, refresh, showMore };
}
