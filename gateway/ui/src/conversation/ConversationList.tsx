import type { Conversation } from "../api/types";

interface ListProps {
  conversations: Conversation[];
  selected: string | null;
  onSelect: (id: string | null) => void;
}

export function ConversationList({ conversations, selected, onSelect }: ListProps) {
  return (
    <nav className="conversations" aria-label="Conversations">
      <div className="row head">
        <h2 className="grow">Conversations</h2>
        <button type="button" className="quiet" onClick={() => onSelect(null)}>
          New
        </button>
      </div>
      {conversations.length === 0 && <p className="hint padded">What you ask is kept here.</p>}
      <ul>
        {conversations.map((conversation) => (
          <li key={conversation.id}>
            <button
              type="button"
              className="name"
              aria-current={conversation.id === selected ? "page" : undefined}
              onClick={() => onSelect(conversation.id)}
            >
              {conversation.title || "Untitled"}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
