import { expect, it } from "vitest";
import { nextUpload, reduceUploads, type Upload } from "./uploads";

const files = ["a.pdf", "b.md", "c.txt"].map((name) => new File(["x"], name));
const three = reduceUploads([], { kind: "added", files, collection: "default", firstKey: 1 });
const start = (uploads: Upload[], key: number) => reduceUploads(uploads, { kind: "sending", key });

it("sends two at a time, in the order in which they were added", () => {
  expect(nextUpload(three)?.key).toBe(1);
  expect(nextUpload(start(three, 1))?.key).toBe(2);
  expect(nextUpload(start(start(three, 1), 2))).toBeUndefined();
});

it("goes on behind one that failed and takes it up again on request", () => {
  const problem = { code: "unsupported-media-type", message: "Not a format that can be read." };
  const failed = reduceUploads(start(start(three, 1), 2), { kind: "failed", key: 1, problem });
  expect(nextUpload(failed)?.key).toBe(3);
  expect(failed[0]).toMatchObject({ state: "failed", problem });
  const retried = reduceUploads(failed, { kind: "retried", key: 1 });
  expect(nextUpload(retried)).toMatchObject({ key: 1, sent: 0, problem: null });
});

it("forgets what arrived or was taken away", () => {
  expect(reduceUploads(three, { kind: "removed", key: 2 }).map((upload) => upload.file.name)).toEqual(["a.pdf", "c.txt"]);
});
