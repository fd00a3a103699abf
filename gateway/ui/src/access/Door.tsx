import { type ReactNode, useEffect, useState } from "react";
import { asProblem, onUnauthenticated } from "../api/http";
import type { Problem } from "../api/types";
import { Alert } from "../page/Alert";
import { known, signIn, signInElsewhere } from "./signIn";

/** The page, or the place to put a key in once the gateway has asked for one. */
export function Door({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState(false);
  useEffect(() => onUnauthenticated(() => setAsked(true)), []);
  return asked ? <SignIn onDone={() => setAsked(false)} /> : children;
}

/** There at once: who else lets in may take a while to be known. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const [key, setKey] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [elsewhere, setElsewhere] = useState<string | null>(null);
  useEffect(() => {
    known().then(({ login }) => setElsewhere(login), () => setElsewhere(null));
  }, []);

  const send = async () => {
    setBusy(true);
    try {
      await signIn(key.trim());
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <main className="sign-in">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <h1 className="brand">Longshore</h1>
        {elsewhere && (
          <button type="button" className="primary" autoFocus={key === ""} onClick={() => signInElsewhere(location)}>
            Sign in with {elsewhere}
          </button>
        )}
        <label htmlFor="key">{elsewhere ? "Or with your API key" : "Your API key"}</label>
        <input
          id="key"
          type="password"
          autoComplete="current-password"
          placeholder="lsk_…"
          required
          autoFocus
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        {problem && <Alert problem={problem} />}
        <button type="submit" className={elsewhere ? "" : "primary"} disabled={busy || key.trim() === ""}>
          Sign in
        </button>
        <p>Whoever runs this gives you one. The browser keeps it until you sign out or close it.</p>
      </form>
    </main>
  );
}
