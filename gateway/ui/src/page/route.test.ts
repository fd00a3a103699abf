import { expect, it } from "vitest";
import { formatRoute, parseRoute } from "./route";

it("comes back from the address as it went in", () => {
  const route = {
    collection: "Häfen & more",
    conversation: "c-1",
    source: { document: "d-1", start: 12, end: 40, text: "ab12" },
  };
  expect(parseRoute(formatRoute(route))).toEqual(route);
});

it("takes an empty or broken address as the first page", () => {
  expect(parseRoute("")).toEqual({ collection: null, conversation: null, source: null });
  expect(parseRoute("#document=d&start=-4&end=x").source).toEqual({ document: "d", start: 0, end: 0, text: "" });
});
