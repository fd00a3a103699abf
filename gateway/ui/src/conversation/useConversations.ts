import { useCallback, useEffect, useState } from "react";
import type { Conversation } from "../api/types";
import { listConversations } from "./answersClient";

/** The list beside the page; when it cannot be had, the page works without it. */
export function useConversations(): [Conversation[], () => void] {
  const [conversations, setConversations] = useState<Conversation[]>([]);
  const refresh = useCallback(() => {
    listConversations()
      .then(setConversations)
      .catch(() => undefined);
  }, []);
  useEffect(refresh, [refresh]);
  return [conversations, refresh];
}
