import { useEffect, useRef } from "react";
import { Alert } from "../page/Alert";
import type { Source } from "../page/route";
import { AnswerView } from "./AnswerView";
import { Composer } from "./Composer";
import type { ConversationView, Scope, Turn } from "./useConversation";

interface ConversationProps {
  view: ConversationView;
  scope: Scope;
  scopeInWords: string;
  onClearScope: (() => void) | null;
  /** What to do first; null when there is something to ask. */
  firstStep: string | null;
  onOpen: (source: Source) => void;
}

export function Conversation({ view, scope, scopeInWords, onClearScope, firstStep, onOpen }: ConversationProps) {
  const { turns, loading, problem, ask } = view;
  const busy = turns.some((turn) => turn.answer.kind === "streaming");
  const log = useRef<HTMLDivElement>(null);
  const latest = turns.at(-1)?.answer;

  useEffect(() => {
    const pane = log.current;
    pane?.scrollTo({ top: pane.scrollHeight });
  }, [turns.length]);
  useEffect(() => {
    const pane = log.current;
    // Follows the words only while the reader is at the end.
    if (pane && pane.scrollHeight - pane.scrollTop - pane.clientHeight < 160) pane.scrollTo({ top: pane.scrollHeight });
  }, [latest]);

  const askAgain = (turn: Turn) => {
    view.drop(turn);
    ask(turn.question, scope);
  };

  return (
    <main className="conversation" id="conversation" aria-label="Conversation">
      <div className="log" ref={log} tabIndex={-1}>
        {problem && <Alert problem={problem} onRetry={view.reload} />}
        {loading && <p className="hint">Opening the conversation…</p>}
        {turns.length === 0 && !loading && !problem && (
          <div className="welcome">
            <h1>Ask long documents.</h1>
            <p>Each sentence of the answer carries its source. Click a number to read it where it stands.</p>
            {firstStep && <p className="first-step">{firstStep}</p>}
          </div>
        )}
        {turns.map((turn) => (
          <article key={turn.key} className="turn">
            <h2 className="question">{turn.question}</h2>
            <AnswerView
              answer={turn.answer}
              onOpen={onOpen}
              onGoOn={() => view.goOn(turn)}
              onAskAgain={() => askAgain(turn)}
            />
          </article>
        ))}
      </div>
      <Composer
        scope={scopeInWords}
        onClearScope={onClearScope}
        busy={busy}
        onStop={view.stop}
        onAsk={(question) => ask(question, scope)}
      />
    </main>
  );
}
