// A strategy in plain words.
import { el } from './dom.js';
import { percent } from './format.js';

const WORDS = {
  greater: 'is above',
  less: 'is below',
  crossesAbove: 'crosses above',
  crossesBelow: 'crosses below',
};

/** A condition as a tree of lists. */
function condition(node) {
  const [kind] = Object.keys(node);
  const value = node[kind];
  if (kind === 'all' || kind === 'any') {
    return [kind === 'all' ? 'all of these hold:' : 'any of these holds:',
      el('ul', {}, value.map((part) => el('li', {}, condition(part))))];
  }
  if (kind === 'not') {
    return ['it is not so that ', condition(value)].flat();
  }
  const [left, right] = value;
  return [el('code', {}, String(left)), ` ${WORDS[kind] ?? kind} `, el('code', {}, String(right))];
}

function distance(node) {
  return node.atr
    ? `${node.atr.multiple} × the average true range of ${node.atr.period} bars`
    : `${node.percent} % of the entry price`;
}

/** Nodes that tell what `blueprint` does. */
export function blueprintWords(blueprint) {
  const where = blueprint.instruments === 'all' ? 'every instrument' : [blueprint.instruments].flat().join(', ');
  const { entry, exit } = blueprint;
  const exits = [
    exit.when ? el('li', {}, 'when ', condition(exit.when)) : null,
    el('li', {}, `at its stop, ${distance(exit.stop)} away`),
    exit.target ? el('li', {}, `at its target, ${distance(exit.target)} away`) : null,
    el('li', {}, `after ${exit.maxHoldBars} bars at the latest`),
  ];
  return [
    el('p', {}, `On ${blueprint.timeframe} bars of ${where}, it goes ${blueprint.direction} with `
      + `${percent(entry.equityFraction, entry.equityFraction * 100 % 1 ? 1 : 0)} of its equity when `, condition(entry.when)),
    el('p', {}, 'It closes, whichever comes first:'),
    el('ul', {}, exits.filter(Boolean)),
    entry.coolDownBars > 0 ? el('p', {}, `After a close it waits ${entry.coolDownBars} bars.`) : null,
    el('details', { data: { focus: 'json' } }, el('summary', { data: { focus: 'json-summary' } }, 'As JSON'),
      el('pre', {}, JSON.stringify(blueprint, null, 2))),
  ].filter(Boolean);
}
