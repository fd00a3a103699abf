import type { Problem } from "./types";

/** What went wrong, with a stable code and advice in words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const NETWORK: Problem = {
  code: "network",
  message: "Longshore cannot be reached. Check that it runs (./longshore status), then try again.",
};

const unauthenticated = new Set<() => void>();

/** Calls back whenever the API asks who calls. Gives back how to stop that. */
export function onUnauthenticated(listener: () => void): () => void {
  unauthenticated.add(listener);
  return () => unauthenticated.delete(listener);
}

/** Paths are relative, so that the page also works behind a prefix. */
export const API = "api/v1/";

export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(API + path, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(0, NETWORK.code, NETWORK.message);
  }
  if (response.status === 401) for (const listener of unauthenticated) listener();
  if (!response.ok) throw problemOf(response.status, await response.text());
  return response;
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await request(path, {
    headers: { Accept: "application/json" },
    ...(signal && { signal }),
  });
  return (await response.json()) as T;
}

export function postJson(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  return request(path, {
    ...init,
    method: "POST",
    headers: { "Content-Type": "application/json", ...init.headers },
    body: JSON.stringify(body),
  });
}

export const uploadAddress = `${API}documents`;

/** Reads RFC 9457; anything else (a proxy's page) becomes a plain sentence. */
export function problemOf(status: number, body: string): ApiError {
  try {
    const problem = JSON.parse(body) as { code?: string; detail?: string; title?: string };
    const message = problem.detail ?? problem.title;
    if (message) return new ApiError(status, problem.code ?? `http-${status}`, message);
  } catch {
    // not JSON: said below
  }
  return new ApiError(status, `http-${status}`, `The server answered with status ${status}.`);
}

export function asProblem(error: unknown): Problem {
  if (error instanceof ApiError) {
    const { status, code, message } = error;
    return { code, message, final: status >= 400 && status < 500 && status !== 408 && status !== 429 };
  }
  return { code: "internal", message: error instanceof Error ? error.message : String(error) };
}
