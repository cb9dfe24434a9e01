/** Draws the overview's charts from the tables beside them; without this script the tables are there to read. */
import { Chart, type ChartConfiguration, colour } from '../charts';
import './overview.css';

interface Look {
  colour: string;
  point: 'circle' | 'rect' | 'triangle' | 'rectRot' | 'star';
  dash: number[];
}

// Never colour alone: each line has its own points and dashes too.
const LOOKS: Record<string, Look> = {
  shown: { colour: '--info', point: 'circle', dash: [] },
  edited: { colour: '--clear', point: 'rect', dash: [6, 3] },
  posted: { colour: '--serious', point: 'triangle', dash: [2, 2] },
  dismissed: { colour: '--caution', point: 'rectRot', dash: [8, 3, 2, 3] },
  flagged: { colour: '--accent', point: 'star', dash: [1, 3] },
};
const MOST_BARS = 12;

interface Series {
  event: string;
  title: string;
  counts: (number | null)[];
}

/** What a table says: the names of its rows and, for each event, their figures; null where none is told. */
export function read(table: HTMLTableElement): { names: string[]; series: Series[] } {
  const rows = [...table.querySelectorAll<HTMLTableRowElement>('tbody tr')];
  const heads = [...table.querySelectorAll<HTMLTableCellElement>('thead th[data-event]')];
  const series = heads.map((head, column) => ({
    event: head.dataset.event ?? '',
    title: head.textContent?.trim() ?? '',
    counts: rows.map((row) => {
      const count = row.querySelectorAll('td')[column]?.dataset.count;
      return count === undefined ? null : Number(count);
    }),
  }));
  return { names: rows.map((row) => row.querySelector('th')?.textContent?.trim() ?? ''), series };
}

/** Replace every figure's open table by a chart over a closed one. */
export function start(): void {
  const drawn: Chart[] = [];
  const figures = [...document.querySelectorAll<HTMLElement>('figure.chart')];
  const draw = () => {
    for (const chart of drawn.splice(0)) chart.destroy();
    for (const figure of figures) {
      const canvas = figure.querySelector('canvas');
      const table = figure.querySelector('table');
      if (canvas !== null && table !== null) drawn.push(new Chart(canvas, configure(figure, table)));
    }
  };
  for (const figure of figures) prepare(figure);
  draw();
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
}

function prepare(figure: HTMLElement): void {
  const frame = document.createElement('div');
  frame.className = 'frame';
  frame.dataset.bars = String(Math.min(MOST_BARS, figure.querySelectorAll('tbody tr').length));
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', figure.querySelector('figcaption')?.textContent?.trim() ?? '');
  frame.append(canvas);
  figure.querySelector('h3')?.after(frame);
  const details = figure.querySelector('details');
  if (details !== null) details.open = false;
}

function configure(figure: HTMLElement, table: HTMLTableElement): ChartConfiguration {
  const { names, series } = read(table);
  const lines = figure.dataset.chart === 'weeks';
  const count = lines ? names.length : MOST_BARS;
  const axis = { ticks: { color: colour('--bs-body-color') }, grid: { color: colour('--bs-border-color') } };
  return {
    type: lines ? 'line' : 'bar',
    data: {
      labels: names.slice(0, count),
      datasets: series
        .filter(({ counts }) => counts.some((one) => one !== null))
        .map(({ event, title, counts }) => {
          const look = LOOKS[event] ?? { colour: '--info', point: 'circle' as const, dash: [] };
          const own = colour(look.colour);
          return {
            label: title,
            data: counts.slice(0, count),
            borderColor: own,
            backgroundColor: own,
            ...(lines
              ? { pointStyle: look.point, pointRadius: 4, borderDash: look.dash, borderWidth: 2 }
              : {}),
          };
        }),
    },
    options: {
      ...(lines ? {} : { indexAxis: 'y' as const }),
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: 'index', axis: lines ? 'x' : 'y', intersect: false },
      plugins: {
        legend: { position: 'bottom', labels: { color: colour('--bs-body-color'), usePointStyle: lines } },
      },
      scales: lines
        ? { x: axis, y: { ...axis, beginAtZero: true } }
        : { x: { ...axis, beginAtZero: true }, y: axis },
    },
  };
}
