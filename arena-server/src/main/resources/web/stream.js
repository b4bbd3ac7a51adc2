// Server-sent events over fetch (an EventSource cannot send a token in a header), with reconnection.
import { openEvents } from './api.js';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15000;
/** The arena says at least ": still here" every 15 s. */
const SILENCE_MS = 45000;

/**
 * Listens until the page closes or the arena refuses. `handlers`: onEvent(type, data), onOpen(), onLost(problem, waitMs),
 * onRefused(problem).
 */
export async function listen(types, handlers) {
  let waitMs = FIRST_WAIT_MS;
  for (;;) {
    const abort = new AbortController();
    let problem = null;
    try {
      const response = await openEvents(types, abort.signal);
      handlers.onOpen();
      waitMs = FIRST_WAIT_MS;
      await read(response.body, handlers.onEvent, abort);
    } catch (cause) {
      problem = cause;
    }
    if (problem && [401, 403].includes(problem.status)) {
      handlers.onRefused(problem);
      return;
    }
    waitMs = Math.max(waitMs, 1000 * (problem?.retryAfterSeconds ?? 0));
    handlers.onLost(problem, waitMs);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }
}

async function read(body, onEvent, abort) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const timer = setTimeout(() => abort.abort(), SILENCE_MS);
    let part;
    try {
      part = await reader.read();
    } finally {
      clearTimeout(timer);
    }
    if (part.done) {
      return;
    }
    const blocks = (rest + part.value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      deliver(block, onEvent);
    }
  }
}

function deliver(block, onEvent) {
  let type = 'message';
  const data = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) {
      type = line.slice(7);
    } else if (line.startsWith('data: ')) {
      data.push(line.slice(6));
    }
  }
  if (data.length > 0) {
    onEvent(type, JSON.parse(data.join('\n')));
  }
}
