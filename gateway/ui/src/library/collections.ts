import type { Collection } from "../api/types";

export const DEFAULT_COLLECTION = "default";

/** The collection of the address; else the default one, or the fullest while the default one is empty. */
export function collectionToShow(named: string | null, collections: Collection[]): string {
  if (named !== null) return named;
  const full = collections.filter((collection) => collection.documents > 0);
  if (full.some((collection) => collection.name === DEFAULT_COLLECTION)) return DEFAULT_COLLECTION;
  return full.sort((a, b) => b.documents - a.documents)[0]?.name ?? DEFAULT_COLLECTION;
}
