'use strict';

/* The two charts, drawn by uPlot (https://github.com/leeoniya/uPlot). */

const CHART_HEIGHT = 280;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The last value of a curve at or before a place; curves have their values at different places. */
function lastValue(plot, series, index) {
  let i = index;
  while (i > 0 && plot.data[series][i] == null) {
    i--;
  }
  return i;
}

function curve(label, variable, form) {
  return {
    label,
    stroke: () => colour(variable),
    width: 2,
    spanGaps: true,
    value: (plot, value) => value == null ? '–' : value.toFixed(4),
    ...form,
  };
}

function axis(label) {
  return {
    label,
    labelSize: label ? 20 : 0,
    labelFont: '13px system-ui, sans-serif',
    font: '12px system-ui, sans-serif',
    stroke: () => colour('--faint'),
    grid: {stroke: () => colour('--line'), width: 1},
    ticks: {stroke: () => colour('--line'), width: 1},
  };
}

class Chart {
  /** A chart in an element, of curves over epochs; range maps the data to the ends of the vertical axis. */
  constructor(element, curves, range) {
    this.element = element;
    this.options = {
      height: CHART_HEIGHT,
      cursor: {dataIdx: lastValue, drag: {x: false, y: false}},
      scales: {
        x: {time: false, range: (plot, low, high) => [0, Math.max(1, high)]},
        y: {range: (plot, low, high) => range(plot.data, low, high)},
      },
      axes: [{...axis('epochs'), size: 32}, {...axis(''), size: 52}],
      legend: {markers: {fill: (plot, series) => plot.series[series].stroke()}},
      series: [{label: 'epochs', value: (plot, value) => value == null ? '–' : value.toFixed(2)}, ...curves],
    };
    new ResizeObserver(() => this.plot?.setSize(this.size())).observe(element);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.recolour());
  }

  /** Makes the plot anew: its legend keeps the colours that it began with. */
  recolour() {
    if (this.plot) {
      const data = this.plot.data;
      this.plot.destroy();
      this.plot = new uPlot({...this.options, ...this.size()}, data, this.element);
    }
  }

  size() {
    return {width: this.element.clientWidth, height: CHART_HEIGHT};
  }

  /** Draws tables, each of places and of values at them. */
  draw(tables) {
    const filled = tables.filter(table => table[0].length > 0);
    if (filled.length === 0) {
      return;
    }
    const data = uPlot.join(tables);
    if (this.plot) {
      this.plot.setData(data);
    } else {
      this.element.replaceChildren();
      this.plot = new uPlot({...this.options, ...this.size()}, data, this.element);
    }
  }
}

function padded(low, high) {
  const room = 0.05 * (high - low) || 0.05;
  return [low - room, high + room];
}

/** From two epochs on, the fall of the first one no longer sets the scale. */
function lossRange(data, low, high) {
  const places = data[0];
  if (places.length === 0 || low == null) {
    return [0, 1];
  }
  const from = places.at(-1) >= 2 ? places.findIndex(place => place >= 1) : 0;
  const values = data.slice(1).flatMap(values => values.slice(from)).filter(value => value != null);
  return padded(Math.min(...values), Math.max(...values));
}

function accuracyRange(data, low, high) {
  return low == null ? [0, 1] : [padded(low, high)[0], Math.min(1, padded(low, high)[1])];
}
