// The arena at a glance.
import { byId, el, replace, setText, show } from './dom.js';
import { count, duration, time, usd } from './format.js';

const FEED = {
  LIVE: ['LIVE', 'good'],
  CONNECTING: ['CONNECTING', 'warn'],
  STALE: ['STALE', 'bad'],
  DOWN: ['DOWN', 'bad'],
};

/** What GET /arena says. */
export function drawHeader(arena) {
  const mode = byId('mode');
  show(mode, true);
  setText(mode, arena.mode);
  mode.title = arena.mode === 'demo'
    ? 'the embedded venue plays this market in accelerated time'
    : 'a real market, on paper';
  show(byId('note'), Boolean(arena.note));
  setText(byId('note'), arena.note ?? '');
  show(byId('zero-cost'), arena.zeroCost);
  setText(byId('version'), `Crucible ${arena.version} · seed ${arena.seed}`);
  replace(byId('facts'), facts(arena).map(([term, value, title]) =>
    el('div', { title }, el('dt', {}, term), el('dd', {}, value))));
}

function facts(arena) {
  const totals = arena.totals;
  return [
    ['Market time', time(arena.boundaryTimeMs), 'end of the last bar that was judged'],
    ['Feed', feed(arena.venues), 'what the venue connection is doing'],
    ['Running for', duration(arena.uptimeMs), 'since this process started'],
    ['Bars', bars(totals), 'closed bars; gaps are bars that could not be learned, repaired ones came late'],
    ['Closed trades', count(totals.trades), `${count(totals.fills)} fills`],
    ['Fees paid', usd(totals.feesUsd), 'by all agents that ever lived'],
    ['Born', count(totals.births), ''],
    ['Died', count(totals.deaths), ''],
    ['Promoted', count(totals.promotions), 'rare by design'],
  ];
}

function bars(totals) {
  const words = [];
  if (totals.gapBars > 0) {
    words.push(`${count(totals.gapBars)} missing`);
  }
  if (totals.repairedBars > 0) {
    words.push(`${count(totals.repairedBars)} repaired`);
  }
  return count(totals.bars) + (words.length > 0 ? ` (${words.join(', ')})` : '');
}

function feed(venues) {
  if (venues.length === 0) {
    return el('span', { class: 'warn' }, 'no venue yet');
  }
  return el('span', { id: 'feed' }, venues.map((venue, i) => {
    const [word, tone] = FEED[venue.state] ?? [venue.state, 'warn'];
    const rejected = venue.framesRejected > 0 ? `; ${count(venue.framesRejected)} frames refused` : '';
    return [i > 0 ? ' ' : '', el('span', {
      class: `chip ${tone}`,
      data: { feed: venue.state },
      title: `${venue.name}${venue.detail ? ': ' + venue.detail : ''}; ${count(venue.reconnects)} reconnects${rejected}`,
    }, venues.length > 1 ? `${venue.name} ${word}` : word)];
  }).flat());
}

/** Whether the page hears the arena: live, waiting or lost. */
export function drawConnection(status, words) {
  const chip = byId('connection');
  chip.dataset.status = status;
  setText(chip, words);
}

/** What was LIVE when the arena was last heard may not be now. */
export function drawFeedUnknown() {
  const node = byId('feed');
  if (node) {
    node.replaceChildren(el('span', { class: 'chip warn', data: { feed: 'UNKNOWN' } }, 'UNKNOWN'));
  }
}

/** A message across the page, or none. */
export function banner(words) {
  const node = byId('banner');
  show(node, Boolean(words));
  setText(node, words ?? '');
}

/** What the server is in trouble with, or what the market does that explains an empty or standing page; null if all is well. */
export function marketWords(arena) {
  const troubles = arena.modes.filter((one) => one.mode !== 'feed-stale');
  if (troubles.length > 0) {
    return troubles.map((one) => `${one.reason[0].toUpperCase()}${one.reason.slice(1)}.`).join(' ');
  }
  const states = arena.venues.map((venue) => venue.state);
  if (states.includes('DOWN')) {
    return 'The feed is down: no bars arrive, and nobody trades until it is back.';
  }
  if (states.includes('STALE')) {
    return 'The feed is stale: the connection stands but no news arrives. What you see is the last known state.';
  }
  if (arena.boundaryTimeMs === null) {
    return 'Waiting for the first bar to close.';
  }
  return null;
}
