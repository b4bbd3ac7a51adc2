// What happened, newest first, and the elite pool.
import { byId, el, replace, show } from './dom.js';
import { DASH, probability, ratio, time } from './format.js';

const MOST = 60;

const KINDS = {
  birth: ['born', 'info'],
  death: ['died', 'bad'],
  promotion: ['promoted', 'good'],
  other: ['', 'warn'],
};

export class EventList {
  /** @param onSelect called with an agent's id */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.seen = new Set();
    this.items = [];
    this.changed = false;
  }

  /** What the rows tell of the time before the page was opened. */
  seed(rows) {
    for (const row of rows) {
      this.add('birth', row.id, row.name, row.bornTimeMs, row.parents.length > 0 ? `child of ${row.parents.map((id) => '#' + id).join(' and ')}` : '');
      if (row.death) {
        this.add('death', row.id, row.name, row.death.timeMs, row.death.words);
      }
    }
    this.draw();
  }

  /** The promoted of whose promotion nothing was heard. */
  unheard(rows) {
    return rows.filter((row) => row.state === 'PROMOTED' && !this.seen.has(`promotion-${row.id}-`));
  }

  /** What a verdict tells of a promotion before the page was opened. */
  promoted(row, verdicts) {
    const verdict = verdicts.find((one) => one.kind === 'PROMOTE');
    if (verdict) {
      this.add('promotion', row.id, row.name, verdict.boundaryTimeMs, verdict.summary);
      this.draw();
    }
  }

  /** A lifecycle event; steps on the way (warming, incubating, active) are no news. */
  lifecycle(event) {
    const { agentId, name, timeMs, before, state, words } = event;
    if (before === null) {
      this.add('birth', agentId, name, timeMs, words);
    } else if (state === 'TERMINATED') {
      this.add('death', agentId, name, timeMs, words);
    } else if (state === 'PROMOTED' && before !== 'PAUSED') {
      this.add('promotion', agentId, name, timeMs, words);
    } else if (['PAUSED', 'QUARANTINED', 'UNTRADEABLE'].includes(state) || before === 'PAUSED') {
      this.add('other', agentId, name, timeMs, words || state.toLowerCase(), `${state}-${timeMs}`);
    } else {
      return;
    }
    this.draw();
  }

  add(kind, id, name, timeMs, words, mark = '') {
    const key = `${kind}-${id}-${mark}`;
    if (this.seen.has(key)) {
      return;
    }
    this.seen.add(key);
    this.changed = true;
    this.items.push({ kind, id, name, timeMs, words, order: this.seen.size });
  }

  draw() {
    if (!this.changed) {
      return;
    }
    this.changed = false;
    this.items.sort((a, b) => b.timeMs - a.timeMs || b.order - a.order);
    this.items.length = Math.min(this.items.length, MOST);
    show(byId('events-empty'), this.items.length === 0);
    replace(byId('events'), this.items.map((item) => this.line(item)));
  }

  line({ kind, id, name, timeMs, words }) {
    const [verb, tone] = KINDS[kind];
    return el('li', { data: { event: kind, agent: id } },
      el('span', { class: `dot ${tone}`, 'aria-hidden': 'true' }),
      el('span', {},
        el('button', { type: 'button', class: 'link', data: { focus: `${kind}-${id}-${timeMs}` }, onclick: () => this.onSelect(id) }, `${name} #${id}`),
        sentence(verb, words),
        el('small', {}, time(timeMs))));
  }
}

/** What is said behind the name; words that already begin with the verb do not get it twice. */
function sentence(verb, words) {
  const bare = words ?? '';
  if (verb && bare.startsWith(verb)) {
    return ` ${bare}`;
  }
  return (verb ? ` ${verb}` : '') + (bare ? `: ${bare}` : '');
}

/** The pool, best first. */
export function drawElite(members, onSelect) {
  show(byId('elite-empty'), members.length === 0);
  replace(byId('elite'), members.map((member) => el('li', {},
    el('button', { type: 'button', class: 'link', data: { focus: `elite-${member.agentId}` }, onclick: () => onSelect(member.agentId) }, `${member.name} #${member.agentId}`),
    el('small', {}, [member.family, `gen ${member.generation}`, member.source ? member.source.toLowerCase() : null,
      member.score === null ? 'no score yet' : `score ${member.score >= 0 && member.score <= 1 ? probability(member.score) : ratio(member.score)}`]
      .filter((part) => part && part !== DASH).join(' · ')))));
}
