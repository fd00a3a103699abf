import type { Citation, Passage } from "../api/types";
import { count, degradedInWords, milliseconds, pendingInWords, skippedInWords } from "../page/words";
import { sourceOf, type Source } from "../page/route";
import { citedPieces, type Answer, type Receipt } from "./answer";

const ERASED = "The document was deleted.";

interface AnswerProps {
  answer: Answer;
  onOpen: (source: Source) => void;
  onGoOn: () => void;
  onAskAgain: () => void;
}

export function AnswerView({ answer, onOpen, onGoOn, onAskAgain }: AnswerProps) {
  const { kind, text, citations, passages } = answer;
  return (
    <div className={`answer ${kind}`} aria-live="polite" aria-busy={kind === "streaming"}>
      {kind === "abstained" && <p className="verdict">Not found in the documents</p>}
      {text !== "" && <CitedText text={text} citations={citations} onOpen={onOpen} />}
      {kind === "streaming" && (
        <p className="hint">
          {answer.link === "lost"
            ? "The connection was lost. Trying to go on where it stopped…"
            : text === "" && (passages.length > 0 ? "Writing…" : "Looking through the documents…")}
        </p>
      )}
      {kind === "grounded" && citations.length === 0 && (
        <p className="notice">No sentence of this answer has a checked source.</p>
      )}
      {kind === "failed" &&
        (answer.problem.code === "cancelled" ? (
          <Trouble message="Stopped." code={null} action="Ask again" onAction={onAskAgain} />
        ) : (
          <Trouble message={answer.problem.message} code={answer.problem.code} action="Ask again" onAction={onAskAgain} />
        ))}
      {kind === "interrupted" && (
        <Trouble
          message={answer.stopped ? "Stopped here. The answer itself goes on and is kept." : answer.problem.message}
          code={answer.stopped ? null : answer.problem.code}
          action={answer.id === null ? "Ask again" : "Go on"}
          onAction={answer.id === null ? onAskAgain : onGoOn}
        />
      )}
      <Sources citations={citations} onOpen={onOpen} />
      {"receipt" in answer && <ReceiptView receipt={answer.receipt} verb={kind === "failed" ? "Ended after" : "Answered in"} />}
      {passages.length > 0 && kind !== "streaming" && <Considered passages={passages} onOpen={onOpen} />}
    </div>
  );
}

function CitedText({ text, citations, onOpen }: { text: string; citations: Citation[]; onOpen: (source: Source) => void }) {
  return (
    <p className="text">
      {citedPieces(text, citations).map((piece, i) => (
        <span key={i}>
          {piece.text}
          {piece.citations.map((citation) => (
            <button
              key={citation.number}
              type="button"
              className="cite"
              disabled={citation.erased}
              onClick={() => onOpen(sourceOf(citation))}
              aria-label={`Source ${citation.number}: ${citation.name}${citation.page == null ? "" : `, page ${citation.page}`}`}
              title={citation.erased ? ERASED : citation.quote}
            >
              {citation.number}
            </button>
          ))}
        </span>
      ))}
    </p>
  );
}

function Sources({ citations, onOpen }: { citations: Citation[]; onOpen: (source: Source) => void }) {
  if (citations.length === 0) return null;
  const byNumber = [...new Map(citations.map((citation) => [citation.number, citation])).values()];
  return (
    <ol className="sources" aria-label="Sources">
      {byNumber.map((citation) => (
        <li key={citation.number}>
          <button type="button" onClick={() => onOpen(sourceOf(citation))} disabled={citation.erased}>
            <span className="number">{citation.number}</span>
            <span className="name">{citation.name}</span>
            {citation.headings.length > 0 && <span className="at">{citation.headings.slice(-2).join(" › ")}</span>}
            {citation.page != null && <span className="at">page {citation.page}</span>}
            {citation.erased ? <span className="at">{ERASED}</span> : <q>{citation.quote}</q>}
          </button>
        </li>
      ))}
    </ol>
  );
}

function ReceiptView({ receipt, verb }: { receipt: Receipt; verb: string }) {
  const missing = [...receipt.degraded.map(degradedInWords), ...receipt.skipped.map(skippedInWords)];
  const stages = Object.entries(receipt.timings).filter(([stage]) => !stage.includes(".") && stage !== "total");
  const total = receipt.timings["total"] ?? stages.reduce((sum, [, ms]) => sum + ms, 0);
  return (
    <>
      {receipt.pending > 0 && <p className="notice">{pendingInWords(receipt.pending)} Ask again later.</p>}
      {missing.length > 0 && <p className="notice">This answer had to do without: {missing.join("; ")}.</p>}
      {stages.length > 0 && (
        <details className="receipt">
          <summary>{`${verb} ${milliseconds(total)}`}</summary>
          <dl>
            {stages.map(([stage, ms]) => (
              <div key={stage}>
                <dt>{stage}</dt>
                <dd>{milliseconds(ms)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function Considered({ passages, onOpen }: { passages: Passage[]; onOpen: (source: Source) => void }) {
  return (
    <details className="receipt">
      <summary>{count(passages.length, "passage")} looked at</summary>
      <ul>
        {passages.map((passage) => (
          <li key={`${passage.document}:${passage.start}`}>
            <button type="button" className="link" onClick={() => onOpen(sourceOf(passage))}>
              {[passage.name, passage.headings.at(-1), passage.page == null ? null : `page ${passage.page}`]
                .filter(Boolean)
                .join(" · ")}
            </button>
            <p className="hint clamp">{passage.text}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface TroubleProps {
  message: string;
  code: string | null;
  action: string;
  onAction: () => void;
}

function Trouble({ message, code, action, onAction }: TroubleProps) {
  return (
    <div className={code === null ? "alert calm" : "alert"} role={code === null ? "status" : "alert"}>
      <p>
        {message} {code && <code>{code}</code>}
      </p>
      <button type="button" onClick={onAction}>
        {action}
      </button>
    </div>
  );
}
