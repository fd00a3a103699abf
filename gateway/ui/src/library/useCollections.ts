import { useCallback, useEffect, useState } from "react";
import { asProblem } from "../api/http";
import type { Collection, Problem } from "../api/types";
import { createCollection, deleteCollection, listCollections } from "./libraryClient";

export interface Collections {
  collections: Collection[];
  loading: boolean;
  problem: Problem | null;
  create: (name: string) => Promise<boolean>;
  remove: (name: string) => Promise<boolean>;
  refresh: () => void;
}

export function useCollections(): Collections {
  const [collections, setCollections] = useState<Collection[]>([]);
  const [loading, setLoading] = useState(true);
  const [problem, setProblem] = useState<Problem | null>(null);

  const attempt = useCallback(async (work: () => Promise<void>) => {
    try {
      await work();
      setCollections(await listCollections());
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      return false;
    } finally {
      setLoading(false);
    }
  }, []);

  const refresh = useCallback(() => void attempt(() => Promise.resolve()), [attempt]);
  useEffect(refresh, [refresh]);
  return {
    collections,
    loading,
    problem,
    refresh,
    create: useCallback((name: string) => attempt(() => createCollection(name)), [attempt]),
    remove: useCallback((name: string) => attempt(() => deleteCollection(name)), [attempt]),
  };
}
