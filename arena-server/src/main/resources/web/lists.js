// An agent's trades, orders, verdicts and relatives.
import { el, pairs } from './dom.js';
import { bps, count, maybe, plain, signedUsd, time, tone, usd, utc } from './format.js';
import { agentLink } from './overview.js';
import { cellsOf, regimes } from './regimes.js';
import { causeWord, controlWord, exitWord, orderEnd, stateWord } from './words.js';

/** 01-31 12:05, with the rest when pointed at. */
const short = (ms) => (ms === null ? '–' : time(ms, utc(ms).slice(5, 16)));

function table(id, heads, rows) {
  return el('div', { class: 'scroll' }, el('table', { class: 'list', id },
    el('thead', {}, el('tr', {}, heads.map(([head, number]) => el('th', { scope: 'col', class: number ? 'num' : null }, head)))),
    el('tbody', {}, rows)));
}

const num = (text, attributes = {}) => el('td', { ...attributes, class: `num ${attributes.class ?? ''}`.trim() }, text);

/** Closed trades, newest first. */
export function trades(page) {
  if (page.items.length === 0) {
    return [el('p', { class: 'empty' }, 'No closed trade yet.')];
  }
  return [table('trades', [['Time (UTC)'], ['Trade'], ['Result', true], ['Net bps', true], ['Closed by']],
    page.items.map((trade) => el('tr', { data: { trade: trade.number } },
      el('td', {}, short(trade.entry.timeMs), el('small', {}, short(trade.exit.timeMs))),
      el('td', {}, `${trade.direction === 'SHORT' ? 'short' : 'long'} ${plain(trade.quantityBase)} ${trade.instrument}`,
        el('small', {}, `${plain(trade.entry.price)} → ${plain(trade.exit.price)}`)),
      num(signedUsd(trade.netUsd, 3), { class: tone(trade.netUsd),
        title: `gross ${signedUsd(trade.grossUsd, 3)}; fees ${usd(trade.entry.feeUsd + trade.exit.feeUsd, 3)}; slippage ${usd(trade.entry.slippageUsd + trade.exit.slippageUsd, 3)}` }),
      num(bps(trade.netBps), { class: tone(trade.netBps) }),
      el('td', {}, exitWord(trade.exitReason), crowd(trade.entry.crowded || trade.exit.crowded))))),
  more(page)];
}

/** Says that all agents together had more than traded. */
const crowd = (isCrowded) => (isCrowded
  ? el('small', { class: 'warn', data: { crowded: '' }, title: 'all agents together filled more in this bar than traded in it' }, 'crowded')
  : null);

/** Orders, newest first, with the reason of each that did not fill. */
export function orders(page) {
  if (page.items.length === 0) {
    return [el('p', { class: 'empty' }, 'No order yet.')];
  }
  return [table('orders', [['Time (UTC)'], ['Order'], ['What became of it']],
    page.items.map((order) => el('tr', { data: { order: order.number, outcome: order.outcome } },
      el('td', {}, short(order.decidedTimeMs ?? order.fill?.timeMs ?? order.end?.timeMs ?? null)),
      el('td', {}, `${order.side ? order.side.toLowerCase() + ' ' : ''}${order.instrument}`, el('small', {}, order.entry ? 'opens' : 'closes')),
      el('td', {}, outcome(order))))),
  more(page)];
}

function outcome(order) {
  if (order.fill) {
    const fill = order.fill;
    return [`filled ${plain(fill.quantityBase)} at ${plain(fill.price)}`,
      el('small', {}, `${usd(fill.notionalUsd)}; fee ${usd(fill.feeUsd, 4)}, slippage ${usd(fill.slippageUsd, 4)}; bid ${plain(fill.bid)}, ask ${plain(fill.ask)}`),
      crowd(fill.crowded)];
  }
  if (order.end) {
    const detail = [order.end.needed ? `needed ${order.end.needed}` : '', order.end.have ? `had ${order.end.have}` : ''].filter(Boolean);
    return [el('span', { class: 'warn' }, `not filled: ${orderEnd(order.end.reason)}`), el('small', {}, detail.join(', '))];
  }
  return 'waiting for the next quote';
}

/** Verdicts, newest first, each with all its inputs. */
export function verdicts(page) {
  if (page.items.length === 0) {
    return [el('p', { class: 'empty' }, 'No verdict yet: it is looked at again and again, and nothing was decided.')];
  }
  return page.items.map((verdict) => el('article', { class: `verdict ${verdict.kind === 'PROMOTE' ? 'good' : 'bad'}`, data: { verdict: verdict.id } },
    el('h3', {}, verdict.kind === 'PROMOTE' ? 'Promoted' : 'Terminated', verdict.cause ? `: ${causeWord(verdict.cause)}` : ''),
    el('p', {}, verdict.summary ?? ''),
    ...(verdict.words ?? []).map((words) => el('p', { class: 'words' }, words)),
    pairs([
      ['Decided by', verdict.authority === 'OPERATOR' ? 'an operator' : 'rule'],
      ['Rule', el('code', {}, verdict.rule)],
      verdict.authority === 'OPERATOR' ? null : ['Threshold', plain(verdict.threshold)],
      verdict.look > 0 ? ['Look', count(verdict.look)] : null,
      ['Market time', time(verdict.boundaryTimeMs)],
      verdict.costDigest ? ['Costs', el('code', {}, verdict.costDigest.slice(0, 16)), `found and judged under the costs ${verdict.costDigest}`] : null,
      ...Object.entries(verdict.inputs).filter(([name]) => !name.includes('.')).map(([name, value]) => [name, maybe(plain(value))]),
    ]),
    regimes(cellsOf(verdict.inputs))));
}

function more(page) {
  return page.next === null ? null : el('p', { class: 'dim' }, `The newest ${count(page.items.length)} are shown; older ones through the API.`);
}

/** Parents, their parents, children. */
export function lineage(view, onSelect) {
  return [
    el('h3', {}, 'Ancestors'),
    view.ancestors.length === 0 ? el('p', { class: 'dim' }, 'None: a founder.') : relatives(view.ancestors, onSelect),
    el('h3', {}, 'Children and control group'),
    view.children.length === 0 ? el('p', { class: 'dim' }, 'None so far.') : relatives(view.children, onSelect),
  ];
}

function relatives(list, onSelect) {
  return el('ul', { class: 'relatives' }, list.map((one) => el('li', {},
    agentLink(one.id, one.name, onSelect), ' ', el('span', { class: 'chip', data: { state: one.state } }, stateWord(one.state)),
    el('small', {}, `${one.family} · ${controlWord(one.origin) ?? `gen ${one.generation}`}`
      + (one.parents.length > 0 ? ` · from ${one.parents.map((id) => '#' + id).join(' and ')}` : '')))));
}
