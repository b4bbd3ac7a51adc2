// Whether instruments move enough to pay for trading them, timeframes side by side.
import { byId, el, replace, setText, show } from './dom.js';
import { bps, count, maybe, plain, ratio } from './format.js';

const unsigned = (value) => bps(value).replace('+', '');

function cell(row) {
  if (!row) {
    return el('td', { class: 'num' }, maybe(ratio(null)));
  }
  return el('td', { class: 'num', data: { tooFast: String(row.tooFast) },
    title: `mean of ${count(row.moves)} moves; fees ${unsigned(row.feesBps)}, slippage ${unsigned(row.slippageBps)}, spread ${unsigned(row.spreadBps)} bps` },
  el('span', { class: row.tooFast ? 'warn' : null }, maybe(ratio(row.ratio)), row.tooFast ? ' too fast' : ''),
  el('small', {}, `${unsigned(row.potentialBps)} / ${unsigned(row.costBps)} bps`));
}

function words(view) {
  return 'What a trade of twelve bars that always guessed the direction would win, over what it costs there and back. '
    + `Below ${plain(view.leastRatio)} the bars are too fast for the costs${view.refused ? ', and nobody may enter' : ''}.`;
}

/** What GET /viability says. */
export function drawViability(view) {
  const labels = [...new Set(view.items.flatMap((item) => Object.keys(item.timeframes)))];
  show(byId('viability'), labels.length > 0);
  show(byId('viability-empty'), labels.length === 0);
  setText(byId('viability-words'), words(view));
  replace(byId('viability'), labels.length === 0 ? [] : [el('table', { class: 'list' },
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Instrument'),
      labels.map((label) => el('th', { scope: 'col', class: 'num' }, label)))),
    el('tbody', {}, view.items.map((item) => el('tr', { data: { instrument: item.instrument } },
      el('th', { scope: 'row', title: item.venue }, item.instrument),
      labels.map((label) => cell(item.timeframes[label]))))))]);
}
