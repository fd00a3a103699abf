import type { Document } from "../api/types";
import { count, size, stageOf, timeLeft } from "../page/words";
import type { Upload } from "./uploads";
import type { Uploads } from "./useUploads";

interface DocumentRowProps {
  document: Document;
  picked: boolean;
  onPick: () => void;
  onOpen: () => void;
  onDelete: () => void;
}

export function DocumentRow({ document, picked, onPick, onOpen, onDelete }: DocumentRowProps) {
  const { name, state } = document;
  const ready = state === "ready";
  return (
    <li className={`item ${state}`}>
      <div className="row">
        <input
          type="checkbox"
          checked={picked}
          disabled={!ready}
          onChange={onPick}
          aria-label={`Ask only ${name}`}
          title="Ask only the ticked documents"
        />
        <button type="button" className="name grow" onClick={onOpen} disabled={!ready} title={name}>
          {name}
        </button>
        {state !== "deleting" && (
          <button type="button" className="quiet icon" onClick={onDelete} aria-label={`Delete ${name}`}>
            ✕
          </button>
        )}
      </div>
      {ready ? <p className="hint">{facts(document)}</p> : <Work document={document} />}
    </li>
  );
}

function facts({ words, pages, bytes }: Document): string {
  return [words == null ? null : count(words, "word"), pages == null ? null : count(pages, "page"), size(bytes)]
    .filter(Boolean)
    .join(" · ");
}

function Work({ document }: { document: Document }) {
  const { state, error, progress, name } = document;
  if (state === "failed") {
    return (
      <p className="trouble" role="alert">
        {error?.message ?? "This file could not be read."} {error && <code>{error.code}</code>}
      </p>
    );
  }
  const left = timeLeft(document.seconds_left);
  return (
    <>
      <progress max={1} value={progress} aria-label={`Progress of ${name}`} />
      <p className="hint">
        {stageOf(document)}
        {state === "embedding" && ` · ${Math.round(100 * progress)} %`}
        {left && ` · ${left}`}
        {state === "waiting" && error && ` · ${error.message}`}
      </p>
    </>
  );
}

export function UploadRow({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const { file, state, problem, sent } = upload;
  return (
    <li className={`item ${state === "failed" ? "failed" : "sending"}`}>
      <div className="row">
        <span className="name grow" title={file.name}>
          {file.name}
        </span>
        {state === "failed" && !problem?.final && (
          <button type="button" className="quiet" onClick={() => uploads.retry(upload)}>
            Try again
          </button>
        )}
        <button type="button" className="quiet icon" onClick={() => uploads.remove(upload)} aria-label={`Take ${file.name} away`}>
          ✕
        </button>
      </div>
      {problem ? (
        <p className="trouble" role="alert">
          {problem.message} <code>{problem.code}</code>
        </p>
      ) : (
        <>
          <progress max={1} value={sent} aria-label={`Sending ${file.name}`} />
          <p className="hint">
            {state === "queued" ? "Waiting to be sent" : `Sending ${size(file.size)} · ${Math.round(100 * sent)} %`}
          </p>
        </>
      )}
    </li>
  );
}
