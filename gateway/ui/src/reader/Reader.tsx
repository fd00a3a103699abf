import { useEffect, useMemo, useRef } from "react";
import type { TextRange } from "../api/types";
import { Alert } from "../page/Alert";
import type { Source } from "../page/route";
import { layout, whereIs, type Block, type Run } from "./layout";
import { useReader } from "./useReader";

export function Reader({ source, onClose }: { source: Source; onClose: () => void }) {
  const { reading, earlier, later, again } = useReader(source.document, source.start, source.end);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
  }, [source]);
  useEffect(() => {
    const escape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) onClose();
    };
    document.addEventListener("keydown", escape);
    return () => document.removeEventListener("keydown", escape);
  }, [onClose]);

  return (
    <aside className="reader" aria-label="Source">
      <header className="pane-head">
        <h2 ref={title} tabIndex={-1}>
          {reading.kind === "shown" ? reading.range.name : "Source"}
        </h2>
        <button type="button" className="quiet" onClick={onClose} aria-label="Close the source">
          ✕
        </button>
      </header>
      {reading.kind === "loading" && <p className="hint padded">Opening the text…</p>}
      {reading.kind === "failed" && <Alert problem={reading.problem} onRetry={again} />}
      {reading.kind === "shown" && (
        <Pages range={reading.range} source={source} earlier={earlier} later={later} />
      )}
    </aside>
  );
}

interface PagesProps {
  range: TextRange;
  source: Source;
  earlier: () => void;
  later: () => void;
}

function Pages({ range, source, earlier, later }: PagesProps) {
  const { start, end, text } = source;
  const replaced = text !== "" && text !== range.text_hash;
  const blocks = useMemo(
    () => layout(range, end > start && !replaced ? { start, end } : null),
    [range, start, end, replaced],
  );
  const first = blocks.findIndex((block) => "runs" in block && block.runs.some((run) => run.marked));
  const target = useRef<HTMLElement>(null);
  useEffect(() => {
    // In braces: newer browsers return a promise here, which is no clean-up.
    target.current?.scrollIntoView({ block: "center" });
  }, [source]);
  const { headings, page } = whereIs(range, start);

  return (
    <>
      <p className="where">
        {[...headings, page == null ? null : `page ${page}`].filter(Boolean).join(" › ")}
        <span className="share">{Math.round((100 * start) / Math.max(1, range.code_points))} %</span>
      </p>
      {replaced && (
        <p className="alert" role="alert">
          The document was replaced since this answer was made. This is the new text; the quote may stand elsewhere
          in it, or nowhere.
        </p>
      )}
      <div className="pages" tabIndex={0} role="document" aria-label={`Text of ${range.name}`}>
        {range.start > 0 && (
          <button type="button" className="more" onClick={earlier}>
            Show earlier text
          </button>
        )}
        {blocks.map((block, i) => (
          <BlockView key={block.kind + block.at} block={block} target={i === first ? target : null} />
        ))}
        {range.end < range.code_points && (
          <button type="button" className="more" onClick={later}>
            Show later text
          </button>
        )}
      </div>
    </>
  );
}

function BlockView({ block, target }: { block: Block; target: React.RefObject<HTMLElement | null> | null }) {
  switch (block.kind) {
    case "page":
      return <div className="page-mark">Page {block.number}</div>;
    case "section":
      return <div className="section-mark">{block.headings.join(" › ")}</div>;
    case "heading":
      return (
        <div className="heading" role="heading" aria-level={Math.min(6, block.level + 2)}>
          <Runs runs={block.runs} target={target} />
        </div>
      );
    case "paragraph":
      return (
        <p>
          <Runs runs={block.runs} target={target} />
        </p>
      );
  }
}

/** Text of documents is only ever text: React escapes it. */
function Runs({ runs, target }: { runs: Run[]; target: React.RefObject<HTMLElement | null> | null }) {
  return runs.map((run, i) =>
    run.marked ? (
      <mark key={i} ref={target}>
        {run.text}
      </mark>
    ) : (
      run.text
    ),
  );
}
