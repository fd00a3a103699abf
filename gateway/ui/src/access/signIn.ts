import { API, getJson, postJson, request } from "../api/http";

/** Whether this browser was signed in here; the key itself is in a cookie that no script can read. */
const SIGNED_IN = "longshore.signed-in";

/** The gateway keeps no longer address. */
const HERE_MAX = 2000;

export const isSignedIn = (): boolean => localStorage.getItem(SIGNED_IN) !== null;

/** Throws an ApiError when it is nobody's key. */
export async function signIn(key: string): Promise<void> {
  await postJson("session", { key });
  localStorage.setItem(SIGNED_IN, "yes");
}

export interface Known {
  /** At whom else somebody can sign in, by name; null where a key is the only way. */
  login: string | null;
  /** Who is signed in. */
  owner: string | null;
}

export const known = (): Promise<Known> => getJson<Known>("session");

/** Leaves to sign in there; the browser comes back to what the page shows now. */
export function signInElsewhere(page: Pick<Location, "pathname" | "search" | "hash" | "assign">): void {
  localStorage.setItem(SIGNED_IN, "yes");
  const here = page.pathname + page.search + page.hash;
  page.assign(`${API}session/login?to=${encodeURIComponent(here.length <= HERE_MAX ? here : page.pathname)}`);
}

export async function signOut(): Promise<void> {
  await request("session", { method: "DELETE" });
  localStorage.removeItem(SIGNED_IN);
}
