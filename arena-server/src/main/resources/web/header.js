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

const TOLD_FOR_MS = 30_000;
const missed = { repairedBefore: null, toldUntilMs: 0, words: null };

/** For a while after the feed is back: how many bars that it missed were fetched. */
function repairWords(arena) {
  if (missed.repairedBefore !== null && arena.venues.every((venue) => venue.state === 'LIVE')) {
    const repaired = arena.totals.repairedBars - missed.repairedBefore;
    missed.repairedBefore = null;
    missed.toldUntilMs = Date.now() + TOLD_FOR_MS;
    missed.words = repaired > 0
      ? `The feed is back: ${count(repaired)} bars that it missed were fetched and are marked as repaired. On these nobody entered; stops and targets held.`
      : 'The feed is back; it missed no bar.';
  }
  return Date.now() < missed.toldUntilMs ? missed.words : null;
}

/** What the server is in trouble with, or what the market does that explains an empty or standing page; null if all is well. */
export function marketWords(arena) {
  const troubles = arena.modes.filter((one) => one.mode !== 'feed-stale');
  if (troubles.length > 0) {
    return troubles.map((one) => `${one.reason[0].toUpperCase()}${one.reason.slice(1)}.`).join(' ');
  }
  const silent = arena.venues.find((venue) => venue.state === 'DOWN') ?? arena.venues.find((venue) => venue.state === 'STALE');
  if (silent) {
    missed.repairedBefore ??= arena.totals.repairedBars;
    const why = silent.detail ? ` (${silent.detail})` : '';
    return silent.state === 'DOWN'
      ? `The feed is down${why}: no bars arrive, and nobody trades until it is back. What is missed is fetched then.`
      : `The feed is stale${why}: nothing new arrives, and what you see is the last known state. The venue is asked again and again; what is missed is fetched when it is back.`;
  }
  const back = repairWords(arena);
  if (back) {
    return back;
  }
  if (arena.boundaryTimeMs === null) {
    return 'Waiting for the first bar to close.';
  }
  return null;
}
