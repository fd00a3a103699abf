import { expect, it } from "vitest";
import { collectionToShow } from "./collections";

const collection = (name: string, documents: number) => ({ id: name, name, documents });

it("shows what the address names, also when it is empty or not made yet", () => {
  expect(collectionToShow("papers", [collection("demo", 5)])).toBe("papers");
});

it("shows the default collection when it holds something, else the fullest", () => {
  expect(collectionToShow(null, [collection("demo", 5), collection("default", 1)])).toBe("default");
  expect(collectionToShow(null, [collection("a", 1), collection("demo", 5), collection("default", 0)])).toBe("demo");
  expect(collectionToShow(null, [])).toBe("default");
});
