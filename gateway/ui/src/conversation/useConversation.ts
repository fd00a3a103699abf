import { useCallback, useEffect, useReducer, useRef } from "react";
import { asProblem } from "../api/http";
import type { AnswerObject, Problem } from "../api/types";
import { advance, ASKED, ended, type Answer, type AnswerEvent, type LinkEvent } from "./answer";
import { answersOf, ask as askGateway, cancel, resume as resumeGateway } from "./answersClient";
import { follow, type Opener } from "./follow";

export interface Turn {
  key: string;
  question: string;
  answer: Answer;
}

interface State {
  loading: boolean;
  problem: Problem | null;
  turns: Turn[];
}

type Action =
  | { kind: "cleared"; loading: boolean }
  | { kind: "loaded"; turns: Turn[] }
  | { kind: "failed"; problem: Problem }
  | { kind: "asked"; turn: Turn }
  | { kind: "heard"; key: string; event: AnswerEvent | LinkEvent; lastEvent: number }
  | { kind: "removed"; key: string };

function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case "cleared":
      return { loading: action.loading, problem: null, turns: [] };
    case "loaded":
      return { loading: false, problem: null, turns: action.turns };
    case "failed":
      return { ...state, loading: false, problem: action.problem };
    case "asked":
      return { ...state, turns: [...state.turns, action.turn] };
    case "removed":
      return { ...state, turns: state.turns.filter((turn) => turn.key !== action.key) };
    case "heard": {
      const { key, event, lastEvent } = action;
      const heard = (turn: Turn) => ({ ...turn, answer: advance(turn.answer, event, lastEvent) });
      return { ...state, turns: state.turns.map((turn) => (turn.key === key ? heard(turn) : turn)) };
    }
  }
}

const unfinished = (answer: AnswerObject) => answer.status !== "finished" && answer.status !== "failed";

function turnOf(answer: AnswerObject): Turn {
  const running: Answer = { ...ASKED, id: answer.id };
  return { key: answer.id, question: answer.question, answer: unfinished(answer) ? running : ended(answer) };
}

/** Until the time is over, the network is back, or nobody waits any more. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}

export interface Scope {
  collection: string;
  documents: string[];
}

export interface ConversationView extends State {
  ask: (question: string, scope: Scope) => void;
  stop: () => void;
  goOn: (turn: Turn) => void;
  drop: (turn: Turn) => void;
  reload: () => void;
}

/**
 * One conversation: its turns, and the streams of those that are not finished.
 *
 * @param id null for one that has not begun
 * @param onChange called when a conversation began (with its id) or an answer ended
 */
export function useConversation(id: string | null, onChange: (conversation: string | null) => void): ConversationView {
  const [state, dispatch] = useReducer(reduce, { loading: id !== null, problem: null, turns: [] });
  const [attempt, reload] = useReducer((n: number) => n + 1, 0);
  /** The conversation whose turns are shown; a new one gets its id while it streams. */
  const shown = useRef<string | null>(null);
  const loads = useRef(0);
  const asked = useRef(0);
  const streams = useRef<AbortController | null>(null);
  /** Stop was pressed: an answer that gets its id only now is cancelled then. */
  const stopping = useRef(false);

  const leave = useCallback(() => {
    streams.current?.abort("stop");
    streams.current = null;
  }, []);

  const listen = useCallback(
    async (key: string, opener: Opener, answer: string | null, lastEvent: number) => {
      streams.current ??= new AbortController();
      const abort = streams.current;
      for await (const step of follow(opener, abort.signal, answer, lastEvent)) {
        // Another conversation was opened: nobody looks at this one any more.
        if (streams.current !== abort && abort.signal.reason !== "stop") return;
        dispatch({ kind: "heard", key, event: step.event, lastEvent: step.lastEvent });
        if (step.event.kind === "started") {
          shown.current = step.event.conversation;
          if (stopping.current) cancel(step.event.id).catch(leave);
          onChange(step.event.conversation);
        }
      }
      onChange(null);
    },
    [onChange, leave],
  );

  useEffect(() => {
    // A new conversation keeps its stream while its address changes from none to its id.
    if (id === shown.current && attempt === loads.current) return;
    loads.current = attempt;
    streams.current?.abort("left");
    streams.current = null;
    shown.current = id;
    dispatch({ kind: "cleared", loading: id !== null });
    if (id === null) return;
    answersOf(id)
      .then((answers) => {
        if (shown.current !== id) return;
        dispatch({ kind: "loaded", turns: answers.map(turnOf) });
        for (const answer of answers.filter(unfinished)) {
          void listen(answer.id, { ask: null, resume: resumeGateway, wait }, answer.id, 0);
        }
      })
      .catch((error: unknown) => {
        if (shown.current === id) dispatch({ kind: "failed", problem: asProblem(error) });
      });
  }, [id, attempt, listen]);

  const ask = useCallback(
    (question: string, scope: Scope) => {
      const key = `asked-${++asked.current}`;
      stopping.current = false;
      dispatch({ kind: "asked", turn: { key, question, answer: ASKED } });
      const what = { question, ...scope, conversation: shown.current };
      void listen(key, { ask: (signal) => askGateway(what, signal), resume: resumeGateway, wait }, null, 0);
    },
    [listen],
  );

  const { turns } = state;
  const stop = useCallback(() => {
    // Pressed again, or not to be cancelled: the stream is left, the answer goes on unseen.
    if (stopping.current) return leave();
    stopping.current = true;
    for (const { answer } of turns) {
      if (answer.kind === "streaming" && answer.id !== null) cancel(answer.id).catch(leave);
    }
  }, [turns, leave]);

  const goOn = useCallback(
    (turn: Turn) => {
      if (turn.answer.kind !== "interrupted" || turn.answer.id === null) return;
      stopping.current = false;
      dispatch({ kind: "heard", key: turn.key, event: { kind: "lost" }, lastEvent: turn.answer.lastEvent });
      const opener: Opener = { ask: null, resume: resumeGateway, wait };
      void listen(turn.key, opener, turn.answer.id, turn.answer.lastEvent);
    },
    [listen],
  );

  const drop = useCallback((turn: Turn) => dispatch({ kind: "removed", key: turn.key }), []);

  return { ...state, ask, stop, goOn, drop, reload };
}
