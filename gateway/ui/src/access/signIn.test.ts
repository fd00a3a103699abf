import { afterEach, expect, it, vi } from "vitest";
import { getJson, onUnauthenticated } from "../api/http";
import { isSignedIn, known, signIn, signInElsewhere, signOut } from "./signIn";

const replies = (...statuses: number[]) =>
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response(null, { status: statuses.shift() ?? 500 })),
  );

const storage = () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
};

afterEach(() => vi.unstubAllGlobals());

it("asks for a key when the gateway doesn't know who calls, and no longer once nobody listens", async () => {
  replies(401, 404, 401);
  const asked = vi.fn();
  const stop = onUnauthenticated(asked);
  await expect(getJson("collections")).rejects.toMatchObject({ status: 401 });
  expect(asked).toHaveBeenCalledTimes(1);
  await expect(getJson("collections")).rejects.toMatchObject({ status: 404 });
  stop();
  await expect(getJson("collections")).rejects.toMatchObject({ status: 401 });
  expect(asked).toHaveBeenCalledTimes(1);
});

it("is signed in from a good key on until it signs out", async () => {
  storage();
  replies(401, 200, 204);
  await expect(signIn("lsk_no")).rejects.toMatchObject({ status: 401 });
  expect(isSignedIn()).toBe(false);
  await signIn("lsk_yes");
  expect(isSignedIn()).toBe(true);
  await signOut();
  expect(isSignedIn()).toBe(false);
});

it("knows who is signed in, and who else lets in", async () => {
  const says = { login: "acme", owner: "acme:ahab" };
  vi.stubGlobal("fetch", vi.fn(async () => new Response(JSON.stringify(says))));
  expect(await known()).toEqual(says);
});

it("leaves to sign in and says where to come back to", () => {
  storage();
  const assign = vi.fn();
  signInElsewhere({ pathname: "/reading/", search: "", hash: "#collection=a%20b", assign });
  expect(assign).toHaveBeenCalledWith("api/v1/session/login?to=%2Freading%2F%23collection%3Da%2520b");
  expect(isSignedIn()).toBe(true);
  signInElsewhere({ pathname: "/", search: "", hash: `#${"a".repeat(2000)}`, assign });
  expect(assign).toHaveBeenLastCalledWith("api/v1/session/login?to=%2F");
});
