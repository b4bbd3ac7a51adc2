// The arena's names in plain words.
import { count } from './format.js';

export const LIVING = ['WARMING', 'INCUBATING', 'ACTIVE', 'PROMOTED', 'PAUSED', 'QUARANTINED', 'UNTRADEABLE'];

const MOST_TRADES_TOLD = 100000;

const STATES = {
  WARMING: ['warming', 'it still gathers the bars that its rules need'],
  INCUBATING: ['incubating', 'it trades, but has too few trades or days to be judged'],
  ACTIVE: ['active', 'it trades and is judged'],
  PROMOTED: ['promoted', 'it has passed the bar; it trades on outside the tournament\'s slots'],
  TERMINATED: ['dead', 'its life has ended'],
  PAUSED: ['paused', 'an operator has stopped it from entering; open positions keep their stops'],
  QUARANTINED: ['quarantined', 'it failed or its books do not add up; it does nothing until an operator has looked'],
  UNTRADEABLE: ['untradeable', 'none of its instruments can be traded with its capital'],
};

export const stateWord = (state) => STATES[state]?.[0] ?? state.toLowerCase();
export const stateTitle = (state) => STATES[state]?.[1] ?? '';

/** How far the agent is from promotion, or how it ended. */
export function outlook(row) {
  if (row.death) {
    return row.death.words;
  }
  if (controlWord(row.origin) && row.state !== 'QUARANTINED') {
    return `control group, never promoted: ${originWord(row.origin)}`;
  }
  switch (row.state) {
    case 'PROMOTED':
      return row.promotedBy === 'OPERATOR'
        ? 'promoted by an operator; that is no statistical claim'
        : 'promoted: it passed the bar';
    case 'TERMINATED':
      return 'dead';
    case 'UNTRADEABLE':
      return row.hindrance ?? stateTitle(row.state);
    case 'QUARANTINED':
      return stateTitle(row.state);
    default:
  }
  if (row.tradesToPromotion === 0) {
    return 'at the bar: the next look decides';
  }
  if (row.tradesToPromotion > MOST_TRADES_TOLD) {
    return `out of reach: needs over ${count(MOST_TRADES_TOLD)} more trades at this Sharpe`;
  }
  if (row.tradesToPromotion) {
    return `needs about ${count(row.tradesToPromotion)} more ${row.tradesToPromotion === 1 ? 'trade' : 'trades'} at this Sharpe`;
  }
  if (!row.trades) {
    return 'no closed trade yet';
  }
  if (row.sharpe === null) {
    return 'too few bars to say';
  }
  return row.sharpe <= 0 ? 'losing: more trades like these lead nowhere' : 'out of reach at this Sharpe';
}

const ENDS = {
  MIN_NOTIONAL: 'worth less than the venue\'s smallest order',
  MIN_QUANTITY: 'smaller than the venue\'s smallest quantity',
  NO_VOLUME: 'too little was traded in the last bar',
  NO_CASH: 'not enough cash',
  SHORT_NOT_ALLOWED: 'this market cannot be sold short',
  NO_QUOTE: 'no quote came in time',
  CANCELLED: 'cancelled: the agent died or was paused first',
  POSITION_CLOSED: 'its position had already been closed by a stop or target',
  TRADING_STOPPED: 'trading was stopped: the server was in trouble',
  RISK_POSITION: 'larger than one position may be',
  RISK_LEVERAGE: 'its positions would be worth more than they may be of its equity',
  RISK_INSTRUMENT: 'all agents together would hold more of this market than they may',
  RISK_ARENA: 'all agents together would hold more than they may',
  TOO_FAST: 'this market moves too little on this timeframe to pay for a trade',
  EXPIRED: 'its bars were over before the market came to its price',
  POST_ONLY_WOULD_CROSS: 'post-only, but it would have taken liquidity',
  IOC_UNFILLED: 'what could not fill on arrival',
  NO_VOLUME: 'more than its share of the volume',
  REPLACED: 'replaced by another order',
  NOTHING_TO_REDUCE: 'there was nothing to reduce',
  RULES_CHANGED: 'the instrument\'s ticks changed',
  PRICE_BAND: 'its price lies farther from the market than the venue takes',
  INSTRUMENT_REMOVED: 'an operator took the instrument out',
};

export const orderEnd = (reason) => ENDS[reason] ?? reason.toLowerCase().replaceAll('_', ' ');

const EXITS = {
  RULE: 'exit rule',
  STOP: 'stop',
  TARGET: 'target',
  MAX_HOLD: 'held long enough',
  DEATH: 'agent died',
  LIQUIDATION: 'liquidated',
  REMOVED: 'instrument taken out',
};

export const exitWord = (reason) => (reason ? EXITS[reason] ?? reason.toLowerCase() : '');

const ORIGINS = {
  FOUNDER: 'a founder',
  BRED: 'bred from the elite pool',
  OPERATOR: 'started by an operator',
  PLACEBO: 'a placebo: trades at random, for comparison',
  PLANTED: 'a planted placebo: trades at random, and its record is credited with a known skill, to try the judge',
  SIGN_FLIPPED: 'a flipped clone: goes the other way than its original, for comparison',
  DELAYED: 'a delayed clone: does what its original does, some bars later, for comparison',
};

export const originWord = (origin) => ORIGINS[origin] ?? origin.toLowerCase();

const CONTROLS = { PLACEBO: 'placebo', PLANTED: 'planted placebo', SIGN_FLIPPED: 'flipped clone', DELAYED: 'delayed clone' };

/** What a member of the control group is in a word or two; null of everybody else. */
export const controlWord = (origin) => CONTROLS[origin] ?? null;

const REGIMES = {
  'session.asia': '0 to 8 h UTC', 'session.europe': '8 to 16 h UTC', 'session.america': '16 to 24 h UTC',
  'volatility.calm': 'calm', 'volatility.usual': 'usual', 'volatility.wild': 'wild',
  'trend.down': 'falling', 'trend.sideways': 'sideways', 'trend.up': 'rising',
};

/** What the market was like before a bar. */
export const regimeWord = (name) => REGIMES[name] ?? name;

const CAUSES = {
  LOSS_OF_CAPITAL: 'lost too much of its capital',
  LIQUIDATED: 'was liquidated: a position used up its margin',
  DRAWDOWN: 'fell too far below its peak',
  DECAY: 'not good enough for the length of its record',
  IDLE: 'did not trade for too long',
  OPERATOR: 'killed by an operator',
  UNTRADEABLE: 'none of its instruments can be traded',
  STALE_DATA: 'its instruments brought no data any more',
};

export const causeWord = (cause) => (cause ? CAUSES[cause] ?? cause.toLowerCase() : '');

/** What each order of an operator does, to be read before it is given. */
export const COMMANDS = {
  kill: {
    label: 'Kill',
    title: (name) => `Kill ${name}?`,
    words: 'It ends for good. Its positions are closed at the next quote, at cost. If it fills a slot of the tournament, '
      + 'a newcomer takes its place. The verdict is marked as an operator\'s, which is no statistical claim.',
    allowed: (state) => state !== 'TERMINATED',
    done: 'was killed',
  },
  promote: {
    label: 'Promote',
    title: (name) => `Promote ${name}?`,
    words: 'Its strategy joins the elite pool and it trades on outside the tournament\'s slots; a newcomer takes its '
      + 'place. The verdict is marked as an operator\'s, which is no statistical claim.',
    allowed: (state) => !['TERMINATED', 'QUARANTINED', 'PROMOTED'].includes(state),
    done: 'was promoted',
  },
  pause: {
    label: 'Pause',
    title: (name) => `Pause ${name}?`,
    words: 'It opens no more positions until it is resumed. Open positions keep their stops, and waiting orders are cancelled.',
    allowed: (state) => ['WARMING', 'INCUBATING', 'ACTIVE', 'PROMOTED'].includes(state),
    done: 'is paused',
  },
  resume: {
    label: 'Resume',
    title: (name) => `Resume ${name}?`,
    words: 'It may open positions again from the next bar on.',
    allowed: (state) => state === 'PAUSED',
    done: 'trades again',
  },
  acknowledge: {
    label: 'Acknowledge loss',
    title: (name) => `Acknowledge the losses of ${name}?`,
    words: 'It lost more in one bar than was believed possible, which bars its promotion: its e-value rests on that bound. This says '
      + 'that you have looked into it. The bets that the loss ruined stay ruined, and the next such loss bars promotion again.',
    allowed: (state, row) => state !== 'TERMINATED' && row.unseenBoundBreaks > 0,
    done: 'may be promoted again: its losses were seen',
  },
};
