// An agent's books, record and evidence.
import { el, pairs } from './dom.js';
import { bps, count, decimals, exact, maybe, percent, plain, probability, ratio, signedPercent, time, tone, usd } from './format.js';
import { regimes } from './regimes.js';
import { originWord, outlook } from './words.js';

/** Decimal text to whole units of 1e-8. */
function units(decimal) {
  const negative = decimal.startsWith('-');
  const [whole, part = ''] = decimal.replace('-', '').split('.');
  const value = BigInt(whole + part.padEnd(8, '0').slice(0, 8));
  return negative ? -value : value;
}

/** A sum that the reader can add up, to the last digit. */
function books(agent) {
  const lines = [
    ['', 'start capital', agent.capital],
    ['+', 'realised', agent.realised],
    ['+', 'unrealised', agent.unrealised],
    ['−', 'fees', agent.fees],
    ['−', 'funding', agent.funding],
  ];
  const sum = lines.reduce((total, [sign, , value]) => (sign === '−' ? total - units(value) : total + units(value)), 0n);
  const right = sum === units(agent.equity);
  const digits = Math.max(2, decimals(agent.equity), ...lines.map(([, , value]) => decimals(value)));
  return el('table', { class: 'sum', id: 'books', data: { adds: String(right) } },
    el('caption', {}, 'Books, in dollars'),
    el('tbody', {}, lines.map(([sign, name, value]) =>
      el('tr', {}, el('td', {}, sign), el('th', { scope: 'row' }, name), el('td', { class: 'num' }, exact(value, digits))))),
    el('tfoot', {}, el('tr', {}, el('td', {}, '='), el('th', { scope: 'row' }, 'equity'), el('td', { class: 'num' }, exact(agent.equity, digits))),
      el('tr', {}, el('td', { colspan: '3', class: right ? 'dim' : 'bad' },
        right ? 'adds up to the last digit' : 'DOES NOT ADD UP'))));
}

function record(agent) {
  return pairs([
    ['Return', maybe(signedPercent(agent.returnFrac), { class: tone(agent.returnFrac) })],
    ['Drawdown', percent(agent.drawdownFrac), 'below its best so far'],
    ['Closed trades', count(agent.trades)],
    ['Won', maybe(percent(agent.winRate, 0)), 'after all costs'],
    ['Gross a trade', maybe(bps(agent.grossBpsPerTrade) + (agent.grossBpsPerTrade === null ? '' : ' bps')), 'from mid to mid'],
    ['Costs a trade', maybe(bps(agent.costBpsPerTrade).replace('+', '') + (agent.costBpsPerTrade === null ? '' : ' bps')), 'spread, slippage and fees'],
    ['Net a trade', maybe(bps(agent.netBpsPerTrade) + (agent.netBpsPerTrade === null ? '' : ' bps'), { class: tone(agent.netBpsPerTrade) })],
    ['Slippage paid', usd(agent.slippageUsd)],
    ['Orders', count(agent.ordersSubmitted)],
  ]);
}

/** The hurdle of the deflated Sharpe ratio on a record of this many bars: it shrinks with the root of the length. */
function luckOn(bars, trials) {
  const t = trials?.expectedMaxT ?? null;
  return t === null || bars < 1 ? '–' : ratio(t / Math.sqrt(bars));
}

function evidence(agent, trials) {
  return pairs([
    ['Sharpe per bar', maybe(ratio(agent.sharpe)), 'not annualised'],
    ['measured on', `${count(agent.observations)} bars`],
    ['strategies tried', trials ? count(trials.count) : '–', 'every strategy ever evaluated here'],
    ['luck\'s best', luckOn(agent.observations, trials), 'Sharpe ratio per bar that the best of them would show by luck on as many bars'],
    ['PSR', maybe(probability(agent.psr)), 'probability that the true Sharpe ratio is above 0'],
    ['DSR', maybe(probability(agent.dsr)), 'probability that it is above luck\'s best'],
    agent.heldReturnFrac === null ? null : ['Holding instead', el('span', { id: 'held', class: tone(agent.heldReturnFrac) }, signedPercent(agent.heldReturnFrac)),
      `what holding its average exposure of ${percent(agent.averageExposure, 0)} in its instruments would have returned over the same bars, before costs; it returned ${signedPercent(agent.ownReturnFrac)}`],
    agent.unseenBoundBreaks > 0 ? ['Beyond the bound', el('span', { id: 'breaks', class: 'bad' }, count(agent.unseenBoundBreaks)),
      'bars that lost more than was believed possible: they bar promotion until an operator has acknowledged them'] : null,
    agent.eValue === null ? null : ['e-value', plain(agent.eValue), 'evidence against "no skill", valid however often one looks'],
  ]);
}

function positions(agent) {
  if (agent.positions.length === 0) {
    return el('p', { class: 'dim' }, 'No open position.');
  }
  return el('ul', {}, agent.positions.map((position) => el('li', {},
    `${position.direction === 'SHORT' ? 'short' : 'long'} ${plain(position.quantityBase)} ${position.instrument} from ${plain(position.entryPrice)}`)));
}

/** A button that shows another agent. */
export function agentLink(id, name, onSelect) {
  return el('button', { type: 'button', class: 'link', data: { focus: `agent-${id}`, link: id }, onclick: () => onSelect(id) },
    name ? `${name} #${id}` : `#${id}`);
}

function about(agent, onSelect) {
  const parents = agent.parents.flatMap((id, i) => [i > 0 ? ' and ' : '', agentLink(id, '', onSelect)]);
  return pairs([
    ['Family', agent.family],
    ['Bars', agent.timeframe],
    ['Generation', count(agent.generation)],
    parents.length > 0 ? ['Parents', el('span', {}, parents)] : null,
    ['Born', time(agent.bornTimeMs)],
    agent.death ? ['Died', time(agent.death.timeMs)] : null,
    ['Origin', `${originWord(agent.origin)}; by ${agent.actor}: ${agent.reason}`],
    ['Seed', String(agent.seed)],
  ]);
}

/** Everything about the agent that is no list. */
export function overview(agent, trials, chart, onSelect) {
  const dead = Boolean(agent.death);
  const outcome = agent.state === 'PROMOTED' ? 'good' : dead ? 'bad' : '';
  return [
    el('p', { id: 'outlook', class: `callout ${outcome}` }, dead ? `Why it died: ${outlook(agent)}` : outlook(agent)),
    chart,
    el('h3', {}, 'Record'), record(agent),
    el('h3', {}, 'Is it skill or luck?'), evidence(agent, trials),
    agent.regimes.length === 0 ? null : el('h3', {}, 'In which market?'), regimes(agent.regimes),
    books(agent),
    el('h3', {}, 'Positions'), positions(agent),
    el('h3', {}, 'About'), about(agent, onSelect),
  ];
}
