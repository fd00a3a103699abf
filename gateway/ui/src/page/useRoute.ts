import { useCallback, useMemo, useSyncExternalStore } from "react";
import { formatRoute, parseRoute, type Route } from "./route";

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

export function useRoute(): [Route, (change: Partial<Route>) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const go = useCallback((change: Partial<Route>) => {
    window.location.hash = formatRoute({ ...parseRoute(window.location.hash), ...change });
  }, []);
  return [useMemo(() => parseRoute(hash), [hash]), go];
}
