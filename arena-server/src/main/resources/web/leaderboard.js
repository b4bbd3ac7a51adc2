// The table of agents: sorted, filtered, redrawn in place.
import { byId, el, setText, show } from './dom.js';
import { bps, count, DASH, percent, probability, ratio, signedPercent, tone, usd } from './format.js';
import { controlWord, LIVING, outlook, stateTitle, stateWord } from './words.js';

const FIRST_ROWS = 150;
const NO_RECORD = 'not yet defined';

/** key, heading, explanation, value to sort by; whether small comes first, whether phones leave it out. */
const COLUMNS = [
  { key: 'name', head: 'Agent', title: 'strategy, family and generation', value: (row) => row.name.toLowerCase(), ascending: true },
  { key: 'state', head: 'State', title: 'where it stands in its life', value: (row) => LIVING.indexOf(row.state), ascending: true },
  { key: 'equity', head: 'Equity', title: 'all it owns, at the bid or ask', value: (row) => row.equityUsd, number: true },
  { key: 'return', head: 'Return', title: 'since birth, after all costs', value: (row) => row.returnFrac, number: true },
  { key: 'drawdown', head: 'Drawdown', title: 'below its best so far', value: (row) => row.drawdownFrac, number: true, ascending: true, wide: true },
  { key: 'trades', head: 'Trades', title: 'positions closed completely', value: (row) => row.trades, number: true },
  { key: 'net', head: 'Net bps', title: 'a trade, after all costs; below: before costs and the costs', value: (row) => row.netBpsPerTrade, number: true },
  { key: 'sharpe', head: 'Sharpe', title: 'per bar, not annualised; below: the bars it was measured on', value: (row) => row.sharpe, number: true, wide: true },
  { key: 'psr', head: 'PSR', title: 'probability that the true Sharpe ratio is above 0', value: (row) => row.psr, number: true },
  { key: 'dsr', head: 'DSR', title: 'probability that it is above what the best of all tried would show by luck', value: (row) => row.dsr, number: true },
  { key: 'outlook', head: 'Distance to promotion, or why it died', title: '', value: (row) => row.tradesToPromotion, ascending: true },
  { key: 'position', head: 'Position', title: 'what it holds now', value: (row) => row.openPositions, number: true, wide: true },
];

export class Leaderboard {
  /** @param onSelect called with an agent's id */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.filter = 'living';
    this.sort = COLUMNS.find((column) => column.key === 'return');
    this.reversed = false;
    this.lines = new Map();
    this.limit = FIRST_ROWS;
    this.rows = [];
    this.selected = null;
    this.counts = {};
    this.drawHead();
    byId('agents-more').addEventListener('click', () => {
      this.limit += 500;
      this.draw();
    });
  }

  drawHead() {
    this.heads = new Map();
    const cells = COLUMNS.map((column) => {
      const th = el('th', { scope: 'col', class: column.number ? 'num' : null, data: { column: column.key } },
        el('button', { type: 'button', title: column.title, onclick: () => this.sortBy(column) }, column.head));
      this.heads.set(column.key, th);
      return th;
    });
    byId('agents').tHead.replaceChildren(el('tr', {}, cells));
    const select = byId('sort');
    select.replaceChildren(...COLUMNS.map((column) => el('option', { value: column.key }, column.key === 'outlook' ? 'Distance to promotion' : column.head)));
    select.addEventListener('change', () => this.sortBy(COLUMNS.find((column) => column.key === select.value)));
    this.markSort();
  }

  sortBy(column) {
    this.reversed = column === this.sort ? !this.reversed : false;
    this.sort = column;
    this.markSort();
    this.draw();
  }

  markSort() {
    for (const [key, th] of this.heads) {
      const ascending = Boolean(this.sort.ascending) !== this.reversed;
      th.setAttribute('aria-sort', key === this.sort.key ? (ascending ? 'ascending' : 'descending') : 'none');
    }
    byId('sort').value = this.sort.key;
  }

  /** @param rows the agents known @param counts agents per state, of all that ever lived */
  update(rows, counts) {
    this.rows = rows;
    this.counts = counts;
    this.draw();
  }

  select(id) {
    this.selected = id;
    for (const [key, line] of this.lines) {
      this.mark(line.tr, key);
    }
  }

  mark(tr, id) {
    tr.classList.toggle('selected', id === this.selected);
    tr.querySelector('button').setAttribute('aria-pressed', String(id === this.selected));
  }

  fits(row) {
    return this.filter === 'all' || (this.filter === 'living' ? row.state !== 'TERMINATED' : row.state === this.filter);
  }

  drawFilters() {
    const living = LIVING.reduce((sum, state) => sum + (this.counts[state] ?? 0), 0);
    const options = [['living', 'living', living, 'every agent that is not dead']];
    for (const state of [...LIVING, 'TERMINATED']) {
      if (this.counts[state] || this.filter === state) {
        options.push([state, stateWord(state), this.counts[state] ?? 0, stateTitle(state)]);
      }
    }
    options.push(['all', 'all', living + (this.counts.TERMINATED ?? 0), 'the living and the dead']);
    const group = byId('filters');
    const known = new Map([...group.children].map((button) => [button.dataset.state, button]));
    options.forEach(([key, word, number, title], i) => {
      const button = known.get(key) ?? el('button', { type: 'button', class: 'filter', title, data: { state: key }, onclick: () => {
        this.filter = key;
        this.limit = FIRST_ROWS;
        this.draw();
      } });
      known.delete(key);
      setText(button, `${word} ${count(number)}`);
      button.setAttribute('aria-pressed', String(key === this.filter));
      if (group.children[i] !== button) {
        group.insertBefore(button, group.children[i] ?? null);
      }
    });
    known.forEach((button) => button.remove());
  }

  draw() {
    this.drawFilters();
    const fitting = this.rows.filter((row) => this.fits(row)).sort((a, b) => this.compare(a, b));
    const shown = fitting.slice(0, this.limit);
    const body = byId('agents').tBodies[0];
    const gone = new Set(this.lines.keys());
    shown.forEach((row, i) => {
      gone.delete(row.id);
      const line = this.lines.get(row.id) ?? this.newLine(row);
      fill(line, row);
      if (body.children[i] !== line.tr) {
        body.insertBefore(line.tr, body.children[i] ?? null);
      }
    });
    for (const id of gone) {
      this.lines.get(id).tr.remove();
      this.lines.delete(id);
    }
    show(byId('agents-empty'), fitting.length === 0);
    setText(byId('agents-empty'), this.rows.length === 0 ? 'No agents yet. They are born with the first bar.' : 'None in this state.');
    const more = byId('agents-more');
    show(more, fitting.length > shown.length);
    setText(more, `Show more (${count(fitting.length - shown.length)} not shown)`);
  }

  /** The absent comes last either way; equals by id. */
  compare(a, b) {
    const left = this.sort.value(a) ?? null;
    const right = this.sort.value(b) ?? null;
    if (left === null || right === null) {
      return (left === null) - (right === null) || a.id - b.id;
    }
    const order = left < right ? -1 : left > right ? 1 : 0;
    const ascending = Boolean(this.sort.ascending) !== this.reversed;
    return (ascending ? order : -order) || a.id - b.id;
  }

  newLine(row) {
    const cells = {};
    const tr = el('tr', { data: { agent: row.id }, onclick: () => this.onSelect(row.id) },
      COLUMNS.map((column) => {
        const main = column.key === 'name'
          ? el('button', { type: 'button', class: 'link', 'aria-pressed': 'false' })
          : el('span', { class: column.key === 'state' ? 'chip' : null });
        const sub = el('small', {});
        cells[column.key] = { main, sub };
        return el(column.key === 'name' ? 'th' : 'td', {
          scope: column.key === 'name' ? 'row' : null,
          class: [column.number ? 'num' : '', column.wide ? 'wide' : ''].join(' ').trim() || null,
          data: { column: column.key, label: column.head },
        }, main, sub);
      }));
    const line = { tr, cells };
    this.lines.set(row.id, line);
    this.mark(tr, row.id);
    return line;
  }
}

function put(cell, text, sub = '', toneClass = '') {
  setText(cell.main, text);
  setText(cell.sub, sub);
  const title = text === DASH ? NO_RECORD : '';
  if (cell.main.title !== title) {
    cell.main.title = title;
  }
  if (cell.main.dataset.tone !== toneClass) {
    cell.main.dataset.tone = toneClass;
  }
}

function fill({ tr, cells }, row) {
  tr.dataset.state = row.state;
  put(cells.name, row.name, `#${row.id} · ${row.family} · ${controlWord(row.origin) ?? `gen ${row.generation}`}`);
  put(cells.state, stateWord(row.state));
  cells.state.main.dataset.state = row.state;
  cells.state.main.title = stateTitle(row.state);
  put(cells.equity, usd(row.equityUsd));
  put(cells.return, signedPercent(row.returnFrac), '', tone(row.returnFrac));
  put(cells.drawdown, percent(row.drawdownFrac));
  put(cells.trades, count(row.trades), row.winRate === null ? '' : `${percent(row.winRate, 0)} won`);
  put(cells.net, bps(row.netBpsPerTrade),
    row.netBpsPerTrade === null ? '' : `gross ${bps(row.grossBpsPerTrade)}\ncosts ${bps(row.costBpsPerTrade).replace('+', '')}`,
    tone(row.netBpsPerTrade));
  put(cells.sharpe, ratio(row.sharpe), `n ${count(row.observations)}`);
  put(cells.psr, probability(row.psr));
  put(cells.dsr, probability(row.dsr));
  put(cells.outlook, outlook(row));
  put(cells.position, row.position ? `${row.position.direction === 'SHORT' ? 'short' : 'long'} ${row.position.instrument}` : 'none',
    row.openPositions > 1 ? `and ${row.openPositions - 1} more` : '');
}
