// The page: what is fetched when, and who is told.
import { get, hasToken, takeToken, useToken } from './api.js';
import { EquityChart } from './chart.js';
import { byId, setText, show } from './dom.js';
import { drawElite, EventList } from './feed.js';
import { count, percent, ratio } from './format.js';
import { banner, drawConnection, drawFeedUnknown, drawHeader, marketWords } from './header.js';
import { Leaderboard } from './leaderboard.js';
import { AgentPanel } from './panel.js';
import { listen } from './stream.js';
import { drawViability } from './viability.js';
import { controlWord, LIVING } from './words.js';

const EVENTS = ['boundary', 'lifecycle', 'equity'];
const REFRESH_MS = 1000;
const REFRESH_MANY_MS = 5000;
const MANY = 200;
const MOST_CURVES = 40;
const DEAD_SHOWN = 300;
/** Moves are means over days: they are looked at with every so many refreshes. */
const VIABILITY_EVERY = 10;

const board = new Leaderboard(select);
const chart = new EquityChart(select);
const events = new EventList(select);
const panel = new AgentPanel({ onSelect: select, onCommand: refreshNow, trials: () => trials });

const askedForPromotion = new Set();
let arena = null;
let living = [];
let dead = [];
let trials = null;
let deadAreOld = true;
let refreshes = 0;
let lost = null;
let refreshing = null;
let started = false;

function select(id) {
  board.select(id);
  chart.select(id);
  panel.select(id);
  history.replaceState(null, '', id === null ? location.pathname : `#agent=${id}`);
}

async function fetchLiving() {
  const items = [];
  let cursor = null;
  do {
    const page = await get(`/agents?state=${LIVING.join(',')}&limit=1000${cursor ? '&cursor=' + cursor : ''}`);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

async function fetchAll() {
  const wantDead = deadAreOld;
  deadAreOld = false;
  const [nowArena, nowLiving, nowTrials, elite, nowDead] = await Promise.all([
    get('/arena'), fetchLiving(), get('/trials'), get('/elite'),
    wantDead ? get(`/agents?state=TERMINATED&sort=-born&limit=${DEAD_SHOWN}`) : null,
  ]);
  arena = nowArena;
  living = nowLiving;
  // Whoever was born has competed, whether or not the registry already counts it.
  trials = { ...nowTrials, count: Math.max(nowTrials.count, nowArena.totals.births) };
  if (nowDead) {
    dead = nowDead.items;
  }
  draw(elite.items);
}

function draw(elite) {
  show(byId('arena'), true);
  drawHeader(arena);
  const alive = new Set(living.map((row) => row.id));
  const rows = [...living, ...dead.filter((row) => !alive.has(row.id))];
  board.update(rows, arena.agents);
  chart.capitalUsd = arena.capitalUsd;
  drawElite(elite, select);
  setText(byId('trials'), trialWords());
  events.seed(rows);
  if (!lost) {
    banner(marketWords(arena));
  }
}

function placeboWords(group) {
  if (group && group.kinds.every((kind) => kind.born === 0)) {
    return ' No control group measures here how often the judge is wrong (factory.placeboShare).';
  }
  return !group || group.born === 0
    ? ''
    : ` Of ${count(group.born)} placebos, which trade at random, ${count(group.wouldBePromoted)} would have been promoted (false promotions: at most ${percent(group.falsePromotionUpper95)}; by PSR alone ${count(group.naivelyPromoted)}); ${count(group.ended)} were ended.`;
}

/** The kinds of the control group beside those at random, each where there is one. */
function cloneWords(group) {
  const of = (kind) => group?.kinds.find((one) => one.kind === kind && one.born > 0);
  const planted = of('PLANTED');
  const clones = ['SIGN_FLIPPED', 'DELAYED'].map(of).filter(Boolean)
    .map((one) => ` Of ${count(one.born)} ${controlWord(one.kind)}s ${count(one.ended)} were ended, ${count(one.wouldBePromoted)} would have been promoted.`);
  const deaths = !planted
    ? ''
    : ` Of ${count(planted.judged)} judged with a planted skill ${count(planted.decayed)} were ended for decay`
      + (group.falseDeathRate === null ? '.' : ` (false deaths: ${percent(group.falseDeathRate)}, at most ${percent(group.falseDeathUpper95)}).`);
  return deaths + clones.join('');
}

/** Where N comes from, if agents that move together count once. */
const groupWords = () => (trials.groups === null ? '' : ` (${count(trials.records)} agents in ${count(trials.groups)} groups that move together)`);

/** Backtests deflate backtests only. */
function backtestWords(backtests) {
  if (backtests?.damage) {
    return ` The registry of backtests is damaged, ${backtests.damage}.`;
  }
  return backtests?.competing > 0 ? ` Beside them, ${count(backtests.competing)} backtests are registered.` : '';
}

function trialWords() {
  if (trials.count === 0) {
    return '';
  }
  const luck = trials.expectedMaxT === null
    ? 'What luck alone would show is not yet defined.'
    : `By luck alone, the best of ${count(trials.competing)} that competed${groupWords()} would show a Sharpe ratio of about ${ratio(trials.expectedMaxT)} divided by the root of its bars.`;
  return `${count(trials.count)} ${trials.count === 1 ? 'strategy' : 'strategies'} tried so far. ${luck}${placeboWords(trials.controlGroup)}${cloneWords(trials.controlGroup)}${backtestWords(trials.backtests)}`;
}

/** Curves of the promoted and the best; histories are fetched once, then events go on. */
async function fetchCurves() {
  const best = [...living].sort((a, b) => (b.state === 'PROMOTED') - (a.state === 'PROMOTED') || b.equityUsd - a.equityUsd)
    .slice(0, MOST_CURVES);
  chart.keepOnly(new Set(best.map((row) => row.id)));
  const missing = best.filter((row) => !chart.has(row.id));
  for (let i = 0; i < missing.length; i += 4) {
    await Promise.all(missing.slice(i, i + 4).map(async (row) =>
      chart.history(row, (await get(`/agents/${row.id}/equity?points=400`)).points)));
  }
}

/** When and why the promoted were promoted; each is asked once, later promotions come as events. */
async function fetchPromotions() {
  const rows = events.unheard(living).filter((row) => !askedForPromotion.has(row.id)).slice(0, 4);
  await Promise.all(rows.map(async (row) => {
    askedForPromotion.add(row.id);
    events.promoted(row, (await get(`/agents/${row.id}/verdicts?limit=20`)).items);
  }));
}

async function fetchViability() {
  if (refreshes++ % VIABILITY_EVERY === 0) {
    drawViability(await get('/viability'));
  }
}

async function refresh() {
  try {
    await fetchAll();
    await Promise.all([fetchCurves(), panel.refresh(), fetchPromotions(), fetchViability()]);
  } catch (refusal) {
    if ([401, 429].includes(refusal.status)) {
      needToken(refusal);
    } else if (refusal.status === undefined) {
      throw refusal;
    }
    deadAreOld = true;
  }
}

/** One refresh at a time; whoever asks during one waits for a fresh one after it. */
async function refreshNow() {
  deadAreOld = true;
  await refreshing;
  refreshing = refresh();
  await refreshing;
}

async function keepFresh() {
  for (;;) {
    if (!document.hidden && !lost && byId('token-form').hidden) {
      await refreshing;
      refreshing = refresh();
      await refreshing;
    }
    await new Promise((resolve) => setTimeout(resolve, living.length > MANY ? REFRESH_MANY_MS : REFRESH_MS));
  }
}

function onEvent(type, data) {
  if (type === 'equity') {
    chart.append(data.boundaryTimeMs, data.agents);
  } else if (type === 'lifecycle') {
    deadAreOld ||= data.state === 'TERMINATED';
    events.lifecycle(data);
  } else if (type === 'dropped') {
    deadAreOld = true;
  }
}

function needToken(refusal) {
  show(byId('token-form'), true);
  show(byId('arena'), false);
  banner(null);
  drawConnection('lost', 'no access');
  setText(byId('token-problem'), refusal === null
    ? 'This page has no token yet.'
    : refusal.status === 429 ? `Too many wrong tokens: ${refusal.message}.` : 'The arena does not know this token. Tokens of the demo change with every start.');
  byId('token').focus();
}

function start() {
  drawConnection('waiting', 'connecting');
  listen(EVENTS, {
    onEvent,
    onOpen: () => {
      const wasLost = lost;
      lost = null;
      banner(null);
      drawConnection('live', 'connected');
      if (wasLost) {
        chart.keepOnly(new Set());
      }
      refreshNow();
      // Only now: a wrong token must cost one attempt, not six.
      if (!started) {
        started = true;
        keepFresh();
        get('/whoami').then((who) => panel.allow(who.role !== 'viewer'), () => panel.allow(true));
      }
    },
    onLost: (problem, waitMs) => {
      lost = problem ?? new Error('the stream ended');
      drawConnection('lost', 'connection lost');
      drawFeedUnknown();
      banner(`The connection to the arena is lost${arena ? '; this is the last known state' : ''}. Next attempt in ${Math.round(waitMs / 1000)} s. `
        + (arena?.mode === 'demo' ? 'A demo also ends by itself, when its time is over.' : ''));
    },
    onRefused: needToken,
  });
}

function readAddress() {
  const fresh = takeToken();
  const agent = /^#agent=(\d+)$/.exec(location.hash);
  if (agent) {
    select(Number(agent[1]));
  }
  return fresh;
}

byId('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  useToken(byId('token').value.trim());
  location.reload();
});
addEventListener('hashchange', () => {
  if (readAddress()) {
    location.reload();
  }
});

readAddress();
if (hasToken()) {
  start();
} else {
  needToken(null);
}
