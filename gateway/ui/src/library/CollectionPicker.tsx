import { useState, type FormEvent } from "react";
import { Alert } from "../page/Alert";
import { Confirm } from "../page/Confirm";
import { count } from "../page/words";
import { DEFAULT_COLLECTION } from "./collections";
import type { Collections } from "./useCollections";

interface PickerProps {
  collections: Collections;
  selected: string;
  onSelect: (name: string) => void;
}

export function CollectionPicker({ collections, selected, onSelect }: PickerProps) {
  const [naming, setNaming] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const known = collections.collections;
  const names = [...new Set([DEFAULT_COLLECTION, selected, ...known.map((collection) => collection.name)])];
  const documents = known.find((collection) => collection.name === selected)?.documents ?? 0;

  const create = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name")).trim();
    if (name === "" || !(await collections.create(name))) return;
    setNaming(false);
    onSelect(name);
  };

  return (
    <div className="collections">
      <div className="row">
        <label className="grow">
          <span className="sr-only">Collection</span>
          <select value={selected} onChange={(event) => onSelect(event.target.value)}>
            {names.map((name) => (
              <option key={name} value={name}>
                {name === DEFAULT_COLLECTION ? "Default collection" : name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="quiet" onClick={() => setNaming(!naming)} aria-expanded={naming}>
          New
        </button>
        {selected !== DEFAULT_COLLECTION && (
          <button type="button" className="quiet" onClick={() => setDeleting(true)}>
            Delete
          </button>
        )}
      </div>
      {naming && (
        <form className="row" onSubmit={(event) => void create(event)}>
          <input name="name" className="grow" placeholder="Name of the collection" maxLength={100} autoFocus aria-label="Name of the new collection" />
          <button type="submit">Create</button>
        </form>
      )}
      {collections.problem && <Alert problem={collections.problem} onRetry={collections.refresh} />}
      {deleting && (
        <Confirm
          title={`Delete the collection “${selected}”?`}
          text={`${count(documents, "document")} and all that was derived from them will be erased. This cannot be undone.`}
          action="Delete collection"
          onCancel={() => setDeleting(false)}
          onConfirm={() => {
            setDeleting(false);
            void collections.remove(selected).then((done) => done && onSelect(DEFAULT_COLLECTION));
          }}
        />
      )}
    </div>
  );
}
