import { useEffect, useState } from "react";
import { asProblem } from "../api/http";
import type { Problem } from "../api/types";
import { Alert } from "../page/Alert";
import { isSignedIn, known, signOut } from "./signIn";

/** Who is signed in, and the way out; nothing where nobody signed in here. */
export function SignOut() {
  const [owner, setOwner] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const signedIn = isSignedIn();
  useEffect(() => {
    if (signedIn) known().then(({ owner }) => setOwner(owner), () => setOwner(null));
  }, [signedIn]);
  if (!signedIn) return null;

  const leave = async () => {
    setBusy(true);
    try {
      await signOut();
      location.reload();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" className="quiet out" disabled={busy} onClick={() => void leave()}>
        Sign out
      </button>
      {owner && (
        <p className="who" title={owner}>
          Signed in as {owner}
        </p>
      )}
      {problem && <Alert problem={problem} />}
    </>
  );
}
