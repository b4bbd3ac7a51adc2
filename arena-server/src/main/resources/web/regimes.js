// A record by what the market was like before each bar.
import { el } from './dom.js';
import { count, maybe, ratio, tone } from './format.js';
import { regimeWord } from './words.js';

/** The cells of a card, whose numbers are named session.asia.n, session.asia.mean, session.asia.sharpe and so on. */
export function cellsOf(inputs) {
  return Object.keys(inputs).filter((name) => name.endsWith('.n')).map((name) => {
    const cell = name.slice(0, -2);
    return { name: cell, observations: inputs[name], meanPerBar: inputs[`${cell}.mean`] ?? null, sharpe: inputs[`${cell}.sharpe`] ?? null };
  });
}

const num = (text, attributes = {}) => el('td', { ...attributes, class: `num ${attributes.class ?? ''}`.trim() }, text);

/** A table of them; nothing where there are none. */
export function regimes(cells) {
  if (cells.length === 0) {
    return null;
  }
  return el('div', { class: 'scroll' }, el('table', { class: 'list regimes' },
    el('thead', {}, el('tr', {},
      el('th', { scope: 'col', title: 'session of the UTC day, volatility and trend as they were known before the bar' }, 'Market'),
      ['Bars', 'Mean bps', 'Sharpe'].map((head) => el('th', { scope: 'col', class: 'num' }, head)))),
    el('tbody', {}, cells.map((cell) => {
      const mean = cell.meanPerBar === null ? null : cell.meanPerBar * 1e4;
      return el('tr', { data: { regime: cell.name } },
        el('th', { scope: 'row' }, regimeWord(cell.name)), num(count(cell.observations)),
        num(maybe(ratio(mean)), { class: tone(mean) }), num(maybe(ratio(cell.sharpe))));
    }))));
}
