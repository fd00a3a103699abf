import { useCallback, useEffect, useRef, useState } from "react";
import { SignOut } from "./access/SignOut";
import { Conversation } from "./conversation/Conversation";
import { ConversationList } from "./conversation/ConversationList";
import { useConversation } from "./conversation/useConversation";
import { useConversations } from "./conversation/useConversations";
import { collectionToShow, DEFAULT_COLLECTION } from "./library/collections";
import { Library } from "./library/Library";
import { useCollections } from "./library/useCollections";
import { useDocuments } from "./library/useDocuments";
import type { Source } from "./page/route";
import { useRoute } from "./page/useRoute";
import { count } from "./page/words";
import { Reader } from "./reader/Reader";

export function App() {
  const [{ collection: named, conversation, source }, go] = useRoute();
  const collections = useCollections();
  const collection = collectionToShow(named, collections.collections);
  const [conversations, refreshConversations] = useConversations();
  const documents = useDocuments(collection);
  const [picked, setPicked] = useState<string[]>([]);
  const [menu, setMenu] = useState(false);
  /** Counts, so that the same citation clicked again scrolls to its quote again. */
  const [opened, setOpened] = useState(0);
  /** Gets the focus back when the source closes. */
  const opener = useRef<Element | null>(null);

  const changed = useCallback(
    (began: string | null) => {
      if (began) go({ conversation: began });
      refreshConversations();
    },
    [go, refreshConversations],
  );
  const view = useConversation(conversation, changed);
  useEffect(() => {
    setPicked([]);
  }, [collection]);

  const open = (place: Source) => {
    opener.current = document.activeElement;
    setMenu(false);
    setOpened((n) => n + 1);
    go({ source: place });
  };
  const close = useCallback(() => {
    go({ source: null });
    if (opener.current instanceof HTMLElement) opener.current.focus();
  }, [go]);

  const ready = documents.documents.filter((item) => item.state === "ready").length;
  const scope =
    picked.length > 0
      ? `only ${count(picked.length, "ticked document")}`
      : collection === DEFAULT_COLLECTION
        ? "the default collection"
        : `the collection “${collection}”`;

  return (
    <div className={["app", source && "with-reader", menu && "with-menu"].filter(Boolean).join(" ")}>
      <a className="skip" href="#conversation" onClick={(event) => {
        event.preventDefault();
        document.querySelector<HTMLTextAreaElement>(".composer textarea")?.focus();
      }}>
        Skip to the question
      </a>
      <header className="bar">
        <button type="button" className="quiet menu" aria-expanded={menu} onClick={() => setMenu(!menu)}>
          {menu ? "Close" : "Documents"}
        </button>
        <span className="brand">Longshore</span>
        <SignOut />
      </header>
      <div className="side">
        <Library
          collections={collections}
          collection={collection}
          documents={documents}
          picked={picked}
          onPick={(id) => setPicked((now) => (now.includes(id) ? now.filter((other) => other !== id) : [...now, id]))}
          onOpen={(id) => open({ document: id, start: 0, end: 0, text: "" })}
          onCollection={(name) => go({ collection: name })}
        />
        <ConversationList
          conversations={conversations}
          selected={conversation}
          onSelect={(id) => {
            setMenu(false);
            go({ conversation: id });
          }}
        />
      </div>
      <Conversation
        view={view}
        scope={{ collection, documents: picked }}
        scopeInWords={scope}
        onClearScope={picked.length > 0 ? () => setPicked([]) : null}
        firstStep={firstStep(collections.loading || documents.loading, documents.documents.length, ready)}
        onOpen={open}
      />
      {source && <Reader key={opened} source={source} onClose={close} />}
    </div>
  );
}

function firstStep(loading: boolean, documents: number, ready: number): string | null {
  if (loading || ready > 0) return null;
  return documents === 0
    ? "First, add a document: drop a file on the list of documents."
    : "Your documents are being read. You can ask as soon as one is ready.";
}
