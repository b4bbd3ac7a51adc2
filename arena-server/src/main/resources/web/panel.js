// One agent: head, buttons, tabs.
import { get } from './api.js';
import { blueprintWords } from './blueprint.js';
import { AgentChart } from './chart.js';
import { ask } from './dialog.js';
import { byId, el, replace, setText, show } from './dom.js';
import { lineage, orders, trades, verdicts } from './lists.js';
import { overview } from './overview.js';
import { COMMANDS, controlWord, stateTitle, stateWord } from './words.js';

const TABS = ['overview', 'trades', 'orders', 'verdicts', 'strategy', 'family'];
const LIST_ROWS = 100;

export class AgentPanel {
  /** @param app onSelect(id or null), onCommand() after an order was applied, trials() */
  constructor(app) {
    this.app = app;
    this.id = null;
    this.tab = 'overview';
    this.mayCommand = true;
    this.build();
  }

  build() {
    this.name = el('h2', { id: 'agent-name' });
    this.state = el('span', { class: 'chip', id: 'agent-state' });
    this.result = el('p', { id: 'result', role: 'status', hidden: true });
    this.buttons = new Map(Object.entries(COMMANDS).map(([verb, what]) =>
      [verb, el('button', { type: 'button', id: verb, class: verb === 'kill' ? 'danger' : null, hidden: true, onclick: () => this.give(verb) }, what.label)]));
    this.tabButtons = TABS.map((tab) => el('button', {
      type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': 'tab-content', onclick: () => this.open(tab),
    }, tab));
    this.content = el('div', { id: 'tab-content', role: 'tabpanel', tabindex: '0' });
    this.chartBox = el('div', { class: 'chart small', role: 'img', 'aria-label': 'equity of this agent' });
    byId('agent').replaceChildren(
      el('div', { class: 'head' }, this.name, this.state,
        el('button', { type: 'button', id: 'agent-close', class: 'quiet', 'aria-label': 'Close this agent', onclick: () => this.app.onSelect(null) }, '✕')),
      el('div', { class: 'buttons', id: 'commands' }, [...this.buttons.values()]),
      this.result,
      el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'About this agent', onkeydown: (event) => this.onKey(event) }, this.tabButtons),
      this.content);
    this.markTabs();
  }

  onKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = TABS[(TABS.indexOf(this.tab) + step + TABS.length) % TABS.length];
      this.open(next);
      byId(`tab-${next}`).focus();
    }
  }

  markTabs() {
    this.tabButtons.forEach((button, i) => {
      const selected = TABS[i] === this.tab;
      button.setAttribute('aria-selected', String(selected));
      button.tabIndex = selected ? 0 : -1;
    });
    this.content.setAttribute('aria-labelledby', `tab-${this.tab}`);
  }

  open(tab) {
    this.tab = tab;
    this.markTabs();
    this.content.replaceChildren();
    this.refresh();
  }

  /** Shows agent `id`, or closes with null. */
  async select(id) {
    if (id === this.id) {
      return;
    }
    this.id = id;
    this.row = null;
    show(byId('agent'), id !== null);
    show(byId('agent-hint'), id === null);
    document.body.classList.toggle('agent-open', id !== null);
    this.say(null);
    this.buttons.forEach((button) => show(button, false));
    this.content.replaceChildren();
    setText(this.name, id === null ? '' : `#${id}`);
    setText(this.state, '');
    if (id !== null) {
      byId('agent').scrollTop = 0;
      await this.refresh();
    }
  }

  say(words, tone = '') {
    show(this.result, Boolean(words));
    this.result.className = `callout ${tone}`.trim();
    setText(this.result, words ?? '');
  }

  /** Fetches and draws what is open; an answer that comes after another was chosen is dropped. */
  async refresh() {
    const { id, tab } = this;
    if (id === null) {
      return;
    }
    try {
      const [agent, part] = await Promise.all([get(`/agents/${id}`), this.part(id, tab)]);
      if (id === this.id && tab === this.tab) {
        this.draw(agent, part);
      }
    } catch (refusal) {
      if (id === this.id) {
        replace(this.content, el('p', { class: 'empty' }, refusal.status === 404
          ? `There is no agent #${id}.` : `This could not be read: ${refusal.message}.`));
      }
    }
  }

  part(id, tab) {
    switch (tab) {
      case 'overview':
        return get(`/agents/${id}/equity?points=400`);
      case 'strategy':
        return get(`/agents/${id}/blueprint`);
      case 'family':
        return get(`/agents/${id}/lineage`);
      default:
        return get(`/agents/${id}/${tab}?limit=${LIST_ROWS}`);
    }
  }

  draw(agent, part) {
    this.row = agent;
    setText(this.name, `${agent.name} #${agent.id}`);
    setText(this.state, stateWord(agent.state));
    this.state.dataset.state = agent.state;
    this.state.title = stateTitle(agent.state);
    this.drawButtons();
    replace(this.content, this.body(agent, part));
    if (this.tab === 'overview') {
      this.chart ??= new AgentChart(this.chartBox);
      this.chart.draw(agent, part.points);
    }
  }

  body(agent, part) {
    const onSelect = this.app.onSelect;
    switch (this.tab) {
      case 'overview':
        return overview(agent, this.app.trials(), this.chartBox, onSelect);
      case 'trades':
        return trades(part);
      case 'orders':
        return orders(part);
      case 'verdicts':
        return verdicts(part);
      case 'strategy':
        return blueprintWords(part);
      default:
        return lineage(part, onSelect);
    }
  }

  drawButtons() {
    this.buttons.forEach((button, verb) => show(button, this.mayCommand && COMMANDS[verb].allowed(this.row.state, this.row)
      && !(verb === 'promote' && controlWord(this.row.origin))));
  }

  /** Viewers see no buttons. */
  allow(mayCommand) {
    this.mayCommand = mayCommand;
    if (this.row) {
      this.drawButtons();
    }
  }

  give(verb) {
    const row = this.row;
    ask(verb, row, {
      onDone: async (words) => {
        this.say(words, 'good');
        await this.app.onCommand();
      },
      onForbidden: (words) => {
        this.allow(false);
        this.say(words, 'bad');
      },
    });
  }
}
