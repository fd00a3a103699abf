import { postJson, request } from "../api/http";

/** Whether this browser was signed in here; the key itself is in a cookie that no script can read. */
const SIGNED_IN = "longshore.signed-in";

export const isSignedIn = (): boolean => localStorage.getItem(SIGNED_IN) !== null;

/** Throws an ApiError when it is nobody's key. */
export async function signIn(key: string): Promise<void> {
  await postJson("session", { key });
  localStorage.setItem(SIGNED_IN, "yes");
}

export async function signOut(): Promise<void> {
  await request("session", { method: "DELETE" });
  localStorage.removeItem(SIGNED_IN);
}
