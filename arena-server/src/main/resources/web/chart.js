// Equity curves by ECharts. Tooltips are drawn on the canvas: an agent's name is never read as markup.
import { byId, setText, show } from './dom.js';
import { signedPercent, usd, utc } from './format.js';

const MOST_POINTS = 900;
const FAMILY_COLOURS = 9;

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Colours by family, in the order in which families were first seen. */
const families = [];

export function familyColour(family) {
  if (!families.includes(family)) {
    families.push(family);
  }
  return css(`--family-${families.indexOf(family) % FAMILY_COLOURS}`);
}

function axes(splitNumber = 8) {
  const line = { lineStyle: { color: css('--line') } };
  const label = { color: css('--dim'), fontSize: 11, hideOverlap: true };
  return {
    grid: { left: 8, right: 14, top: 12, bottom: 4, containLabel: true },
    xAxis: { type: 'time', splitNumber, axisLine: line, axisTick: line, axisLabel: label, splitLine: { show: false } },
    yAxis: {
      type: 'value', scale: true, splitNumber: splitNumber / 2, splitLine: line,
      axisLabel: { ...label, formatter: (value) => usd(value, Math.abs(value) < 1000 && value % 1 !== 0 ? 1 : 0) },
    },
  };
}

function tooltip(formatter, trigger) {
  return {
    trigger, renderMode: 'richText', confine: true, formatter,
    backgroundColor: css('--card'), borderColor: css('--line'), textStyle: { color: css('--text'), fontSize: 12 },
  };
}

function baseline(capitalUsd) {
  return {
    silent: true, symbol: 'none', animation: false,
    lineStyle: { color: css('--dim'), type: 'dashed', width: 1 },
    label: { show: false },
    data: [{ yAxis: capitalUsd }],
  };
}

/** A chart in `element`, or null where the library did not load. */
function open(element) {
  if (!window.echarts) {
    return null;
  }
  const chart = window.echarts.init(element, null, { renderer: 'canvas', useDirtyRect: true });
  new ResizeObserver(() => chart.resize()).observe(element);
  return chart;
}

/** Every second point, the newest kept. */
function halve(points) {
  return points.filter((_, i) => (points.length - 1 - i) % 2 === 0);
}

/** The curves of many agents, with one in front. */
export class EquityChart {
  /** @param onSelect called with an agent's id */
  constructor(onSelect) {
    this.chart = open(byId('chart'));
    this.curves = new Map();
    this.selected = null;
    this.capitalUsd = null;
    this.dirty = false;
    if (!this.chart) {
      show(byId('chart'), false);
      show(byId('chart-empty'), true);
      setText(byId('chart-empty'), 'The chart library did not load; everything else works.');
      return;
    }
    this.chart.on('click', (event) => event.seriesId && onSelect(Number(event.seriesId)));
    document.addEventListener('themechange', () => this.touch());
    setInterval(() => this.drawIfDirty(), 500);
  }

  has(id) {
    return this.curves.has(id);
  }

  touch() {
    this.dirty = true;
  }

  /** Puts the history of an agent in front of what has been heard of it since. */
  history(row, points) {
    const heard = this.curves.get(row.id)?.points ?? [];
    const last = points.length > 0 ? points[points.length - 1].timeMs : -Infinity;
    this.curves.set(row.id, {
      name: row.name,
      family: row.family,
      points: [...points.map((point) => [point.timeMs, point.equityUsd]), ...heard.filter(([timeMs]) => timeMs > last)],
    });
    this.touch();
  }

  append(timeMs, agents) {
    for (const agent of agents) {
      const curve = this.curves.get(agent.id);
      const last = curve?.points[curve.points.length - 1];
      if (!curve || (last && last[0] >= timeMs)) {
        continue;
      }
      curve.points.push([timeMs, agent.equityUsd]);
      if (curve.points.length > MOST_POINTS) {
        curve.points = halve(curve.points);
      }
    }
    this.touch();
  }

  keepOnly(ids) {
    for (const id of this.curves.keys()) {
      if (!ids.has(id)) {
        this.curves.delete(id);
        this.touch();
      }
    }
  }

  select(id) {
    this.selected = id;
    this.touch();
  }

  drawIfDirty() {
    if (this.dirty && this.chart && !document.hidden) {
      this.dirty = false;
      this.draw();
    }
  }

  draw() {
    const dimmed = this.curves.has(this.selected);
    const series = [...this.curves].map(([id, curve]) => this.series(id, curve, dimmed));
    if (series.length > 0 && this.capitalUsd !== null) {
      series[0].markLine = baseline(this.capitalUsd);
    }
    show(byId('chart-empty'), series.length === 0);
    setText(byId('chart-empty'), 'No curves yet: they begin with the first bar after a birth.');
    const best = [...this.curves.values()].filter((curve) => curve.points.length > 0)
      .sort((a, b) => b.points[b.points.length - 1][1] - a.points[a.points.length - 1][1])[0];
    setText(byId('chart-words'), best
      ? `best of ${series.length}: ${best.name}, ${usd(best.points[best.points.length - 1][1])} · colours are families, dashed is the start · click a line to choose`
      : '');
    this.chart.setOption({
      animation: false, useUTC: true, ...axes(), series,
      tooltip: tooltip((item) => this.words(item), 'item'),
    }, { notMerge: true });
  }

  series(id, curve, dimmed) {
    const front = id === this.selected;
    const colour = familyColour(curve.family);
    return {
      id: String(id), name: curve.name, type: 'line', data: curve.points, showSymbol: false, symbolSize: 7,
      triggerLineEvent: true, z: front ? 5 : 2, color: colour,
      lineStyle: { width: front ? 3 : 1.4, opacity: front || !dimmed ? 0.95 : 0.28 },
      emphasis: { focus: 'none', lineStyle: { width: 3, opacity: 1 } },
      endLabel: {
        show: front, formatter: () => usd(curve.points[curve.points.length - 1]?.[1]), color: colour, fontWeight: 'bold',
        align: 'right', offset: [-6, -12],
      },
    };
  }

  words(item) {
    const value = item.value ?? [];
    const curve = this.curves.get(Number(item.seriesId));
    const at = Array.isArray(value) && value.length === 2 ? value : curve?.points[curve.points.length - 1];
    if (!curve || !at) {
      return item.seriesName ?? '';
    }
    const gain = this.capitalUsd ? ` (${signedPercent(at[1] / this.capitalUsd - 1)})` : '';
    return `${curve.name} #${item.seriesId}\n${usd(at[1])}${gain}\n${utc(at[0])}`;
  }
}

/** One agent's curve, in the panel. */
export class AgentChart {
  constructor(element) {
    this.chart = open(element);
    document.addEventListener('themechange', () => this.last && this.draw(...this.last));
  }

  draw(row, points) {
    this.last = [row, points];
    if (!this.chart) {
      return;
    }
    const colour = familyColour(row.family);
    this.chart.setOption({
      animation: false, useUTC: true, ...axes(4),
      tooltip: tooltip(([item]) => (item ? `${usd(item.value[1])}\n${utc(item.value[0])}` : ''), 'axis'),
      series: [{
        type: 'line', data: points.map((point) => [point.timeMs, point.equityUsd]), showSymbol: false, color: colour,
        lineStyle: { width: 2 }, markLine: baseline(row.capitalUsd),
      }],
    }, { notMerge: true });
  }
}
