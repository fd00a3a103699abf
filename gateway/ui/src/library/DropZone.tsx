import { useEffect, useRef, useState } from "react";

const FORMATS = ".txt,.md,.markdown,.html,.htm,.pdf,.docx,.epub";

/** The whole page takes files: one that is dropped beside the frame would otherwise replace the page. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const drag = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    document.addEventListener("dragover", drag);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", drag);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, [onFiles]);

  return (
    <div className={over ? "drop over" : "drop"}>
      <button type="button" onClick={() => input.current?.click()}>
        Add documents
      </button>
      <span className="hint">or drop them here: PDF, DOCX, EPUB, HTML, Markdown, text</span>
      <input
        ref={input}
        type="file"
        multiple
        accept={FORMATS}
        className="sr-only"
        tabIndex={-1}
        aria-label="Documents to add"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
