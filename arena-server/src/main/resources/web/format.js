// Numbers and times for people. What does not exist is a dash, never a zero.
import { el } from './dom.js';

export const DASH = '–';
const MINUS = '\u2212';

const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

function fixed(value, digits) {
  return Math.abs(value).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function signed(value, text) {
  if (!/[1-9]/.test(text)) {
    return text;
  }
  return (value < 0 ? MINUS : '+') + text;
}

export function count(value) {
  return isNumber(value) ? value.toLocaleString('en-US', { maximumFractionDigits: 0 }) : DASH;
}

export function usd(value, digits = 2) {
  if (!isNumber(value)) {
    return DASH;
  }
  const text = fixed(value, digits);
  return (value < 0 && /[1-9]/.test(text) ? MINUS : '') + '$' + text;
}

export function signedUsd(value, digits = 2) {
  return isNumber(value) ? signed(value, '$' + fixed(value, digits)) : DASH;
}

/** How many digits a decimal text has behind the point. */
export const decimals = (decimal) => (decimal.split('.')[1] ?? '').length;

/** A decimal text with all its digits, at least `digits` behind the point, grouped, with a true minus; nothing is rounded. */
export function exact(decimal, digits = 2) {
  const [whole, part = ''] = decimal.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return (decimal.startsWith('-') ? MINUS : '') + grouped + '.' + part.padEnd(digits, '0');
}

export function signedPercent(fraction, digits = 2) {
  return isNumber(fraction) ? signed(fraction, fixed(100 * fraction, digits) + ' %') : DASH;
}

export function percent(fraction, digits = 1) {
  return isNumber(fraction) ? fixed(100 * fraction, digits) + ' %' : DASH;
}

/** A probability; cut, not rounded: nothing here is certain. */
export function probability(value) {
  if (!isNumber(value)) {
    return DASH;
  }
  if (value > 0.9999) {
    return '> 99.99 %';
  }
  const digits = value > 0.99 ? 2 : 1;
  const scale = 100 * 10 ** digits;
  return fixed((100 * Math.floor(value * scale + 1e-9)) / scale, digits) + ' %';
}

export function bps(value) {
  return isNumber(value) ? signed(value, fixed(value, Math.abs(value) < 9.95 ? 1 : 0)) : DASH;
}

/** A ratio with three digits that count. */
export function ratio(value) {
  if (!isNumber(value)) {
    return DASH;
  }
  const text = Math.abs(value) < 1e-4 ? '0.0000' : fixed(value, Math.abs(value) >= 1 ? 2 : Math.abs(value) >= 0.1 ? 3 : 4);
  return (value < 0 && /[1-9]/.test(text) ? MINUS : '') + text;
}

/** Any number, with as many digits as help. */
export function plain(value) {
  if (!isNumber(value)) {
    return DASH;
  }
  const text = Math.abs(value).toLocaleString('en-US', { maximumSignificantDigits: 6 });
  return (value < 0 ? MINUS : '') + text;
}

export function duration(ms) {
  if (!isNumber(ms)) {
    return DASH;
  }
  const seconds = Math.floor(ms / 1000);
  const units = [[Math.floor(seconds / 86400), 'd'], [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'], [seconds % 60, 's']];
  const first = units.findIndex(([value]) => value > 0);
  return first < 0 ? '0 s' : units.slice(first, first + 2).map(([value, unit]) => `${value} ${unit}`).join(' ');
}

/** 2026-01-31 12:05 UTC. */
export function utc(ms) {
  return isNumber(ms) ? new Date(ms).toISOString().slice(0, 16).replace('T', ' ') + ' UTC' : DASH;
}

/** A market time in UTC that tells the local one when pointed at; founders are born at 0, before there is a market. */
export function time(ms, text = utc(ms)) {
  if (ms === 0) {
    return el('span', {}, 'before the first bar');
  }
  if (!isNumber(ms)) {
    return el('span', { title: 'not yet defined' }, DASH);
  }
  const date = new Date(ms);
  return el('time', { datetime: date.toISOString(), title: 'local: ' + date.toLocaleString() }, text);
}

/** Class for a number that is good or bad. */
export function tone(value) {
  return !isNumber(value) || value === 0 ? '' : value > 0 ? 'good' : 'bad';
}

/** `text`, explained as absent where it is a dash. */
export function maybe(text, attributes = {}) {
  return text === DASH ? el('span', { class: 'dim', title: 'not yet defined' }, DASH) : el('span', attributes, text);
}
