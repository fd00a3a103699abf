import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { SignIn } from "./Door";

it("has a place for a key before the gateway says who else lets in", () => {
  const door = renderToStaticMarkup(<SignIn onDone={() => {}} />);
  expect(door).toContain("Your API key");
  expect(door).toContain('id="key"');
  expect(door).not.toContain("Sign in with");
});
