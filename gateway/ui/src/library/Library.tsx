import { useCallback, useState } from "react";
import type { Document } from "../api/types";
import { Alert } from "../page/Alert";
import { Confirm } from "../page/Confirm";
import { CollectionPicker } from "./CollectionPicker";
import { DropZone } from "./DropZone";
import { DocumentRow, UploadRow } from "./rows";
import type { Collections } from "./useCollections";
import type { Documents } from "./useDocuments";
import { useUploads } from "./useUploads";

interface LibraryProps {
  collections: Collections;
  collection: string;
  documents: Documents;
  picked: string[];
  onPick: (id: string) => void;
  onOpen: (id: string) => void;
  onCollection: (name: string) => void;
}

export function Library({ collections, collection, documents, picked, onPick, onOpen, onCollection }: LibraryProps) {
  const { add } = documents;
  const { refresh } = collections;
  const accepted = useCallback(
    (document: Document) => {
      if (document.collection === collection) add(document);
      refresh();
    },
    [add, refresh, collection],
  );
  const uploads = useUploads(accepted);
  const { add: addFiles } = uploads;
  const take = useCallback((files: File[]) => addFiles(files, collection), [addFiles, collection]);
  const [deleting, setDeleting] = useState<Document | null>(null);
  const empty = documents.documents.length === 0 && uploads.uploads.length === 0;

  return (
    <section className="library" aria-label="Documents">
      <CollectionPicker collections={collections} selected={collection} onSelect={onCollection} />
      <DropZone onFiles={take} />
      {documents.problem && <Alert problem={documents.problem} onRetry={documents.refresh} />}
      {empty && !documents.loading && !documents.problem && (
        <p className="hint padded">
          Nothing here yet. Add a document: a report, a manual, a book. As soon as it is indexed you can ask it.
        </p>
      )}
      <ul className="items">
        {uploads.uploads.map((upload) => (
          <UploadRow key={upload.key} upload={upload} uploads={uploads} />
        ))}
        {documents.documents.map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            picked={picked.includes(document.id)}
            onPick={() => onPick(document.id)}
            onOpen={() => onOpen(document.id)}
            onDelete={() => setDeleting(document)}
          />
        ))}
      </ul>
      {documents.more && (
        <button type="button" className="more" onClick={documents.showMore}>
          Show more documents
        </button>
      )}
      {deleting && (
        <Confirm
          title={`Delete “${deleting.name}”?`}
          text="The file, its text and its index are erased. Answers that quoted it keep their words but lose the quotes."
          action="Delete document"
          onCancel={() => setDeleting(null)}
          onConfirm={() => {
            documents.remove(deleting);
            setDeleting(null);
          }}
        />
      )}
    </section>
  );
}
