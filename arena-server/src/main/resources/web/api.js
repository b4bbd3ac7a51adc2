// Talks to the arena. The token lives in this tab's session storage and in the Authorization header, nowhere else.

const BASE = '/api/v1';
const KEY = 'crucible.token';
let token = null;

/** An answer that is not what was asked for, in words for people. Status 0 = the arena was not reached. */
export class Refusal extends Error {
  constructor(status, message, retryAfterSeconds = 0) {
    super(message);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Takes the token out of the address (#t=…), if there is one, and forgets it there. True if it is a new one. */
export function takeToken() {
  const match = /^#t=([^&]+)/.exec(location.hash);
  if (match) {
    useToken(decodeURIComponent(match[1]));
    history.replaceState(null, '', location.pathname + location.search);
    return true;
  }
  token ??= sessionStorage.getItem(KEY);
  return false;
}

export function useToken(text) {
  token = text;
  sessionStorage.setItem(KEY, text);
}

export const hasToken = () => Boolean(token);

function headers(more = {}) {
  return { Authorization: `Bearer ${token}`, ...more };
}

async function send(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { cache: 'no-store', credentials: 'omit', redirect: 'error', ...options });
  } catch (cause) {
    if (options.signal?.aborted) {
      throw cause;
    }
    throw new Refusal(0, 'the arena does not answer');
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

async function refusal(response) {
  let detail = `the arena answered ${response.status}`;
  try {
    detail = (await response.json()).detail ?? detail;
  } catch {
    // Not a problem document; the status says enough.
  }
  return new Refusal(response.status, detail, Number(response.headers.get('Retry-After')) || 0);
}

export async function get(path) {
  return (await send(BASE + path, { headers: headers() })).json();
}

/** The open event stream's response. */
export function openEvents(types, signal) {
  return send(`${BASE}/events?types=${types.join(',')}`, { headers: headers({ Accept: 'text/event-stream' }), signal });
}

/** A key that makes a repeated request the same request. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Gives an operator's order and waits until it has been applied. */
export async function command(agentId, verb, reason, key) {
  const response = await send(`${BASE}/agents/${agentId}/${verb}`, {
    method: 'POST',
    headers: headers({ 'Content-Type': 'application/json', 'Idempotency-Key': key }),
    body: JSON.stringify({ reason }),
  });
  const answer = await response.json();
  return response.status === 202 ? settle(response.headers.get('Location')) : answer;
}

async function settle(location) {
  for (let attempt = 0; attempt < 60; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const answer = await (await send(location, { headers: headers() })).json();
    if (answer.status !== 'pending') {
      return answer;
    }
  }
  throw new Refusal(202, 'the arena has taken the order but has not applied it yet; it stays in force');
}
