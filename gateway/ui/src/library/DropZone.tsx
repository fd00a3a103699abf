import { useRef, useState, type DragEvent } from "react";

const FORMATS = ".txt,.md,.markdown,.html,.htm,.pdf,.docx,.epub";

export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div
      className={over ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
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
