import { useEffect, useState, type FormEvent, type KeyboardEvent } from "react";

interface ComposerProps {
  /** What is being asked, in words: "the collection …" or "2 documents". */
  scope: string;
  onClearScope: (() => void) | null;
  busy: boolean;
  onAsk: (question: string) => void;
  onStop: () => void;
}

export function Composer({ scope, onClearScope, busy, onAsk, onStop }: ComposerProps) {
  const [text, setText] = useState("");
  const [stopping, setStopping] = useState(false);
  useEffect(() => {
    if (!busy) setStopping(false);
  }, [busy]);

  const ask = () => {
    if (busy || text.trim() === "") return;
    onAsk(text.trim());
    setText("");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask();
  };
  const key = (event: KeyboardEvent) => {
    // While an input method composes (Chinese, Japanese), Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    ask();
  };

  return (
    <form className="composer" onSubmit={submit}>
      <div className="field">
        <textarea
          rows={2}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={key}
          placeholder="Ask your documents…"
          aria-label="Question"
          autoFocus
        />
        {busy ? (
          <button
            type="button"
            onClick={() => {
              setStopping(true);
              onStop();
            }}
          >
            {stopping ? "Stopping…" : "Stop"}
          </button>
        ) : (
          <button type="submit" className="primary" disabled={text.trim() === ""}>
            Ask
          </button>
        )}
      </div>
      <p className="hint">
        Asking {scope}
        {onClearScope && (
          <button type="button" className="link" onClick={onClearScope}>
            Ask the whole collection
          </button>
        )}
      </p>
    </form>
  );
}
