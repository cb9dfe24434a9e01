/** Draws what the comparison's tables say: change by label, precision against recall, and reliability. */
import { Chart, type ChartConfiguration, colour, ink } from '../charts';
import './comparison.css';

type Points = [number, number][];
interface Row {
  title: string;
  gained: number;
  lost: number;
  curve: { before: Points | null; after: Points };
}
interface Bin {
  said: number;
  was: number;
  texts: number;
}
type Calibration = Record<string, { bins: Bin[] }> | null;

const FEWEST = 5; // texts below which a point says nothing

/** What the table of labels says. */
export function read(table: HTMLTableElement): Row[] {
  return [...table.querySelectorAll<HTMLTableRowElement>('tbody tr')].map((row) => ({
    title: row.querySelector('th')?.textContent ?? '',
    gained: Number(row.dataset.gained),
    lost: Number(row.dataset.lost),
    curve: JSON.parse(row.dataset.curve ?? 'null') as Row['curve'],
  }));
}

/** Draw the three charts, and again when the look of the system changes. */
export function start(): void {
  const table = document.querySelector<HTMLTableElement>('#label-table');
  if (table === null) return;
  const rows = read(table);
  const figures = [...document.querySelectorAll<HTMLElement>('figure.chart')];
  const drawn: Chart[] = [];
  const draw = () => {
    for (const chart of drawn.splice(0)) chart.destroy();
    for (const figure of figures) {
      const canvas = figure.querySelector('canvas');
      const made = canvas === null ? null : configure(figure, rows);
      if (canvas !== null && made !== null) drawn.push(new Chart(canvas, made));
    }
  };
  for (const figure of figures) prepare(figure, rows, draw);
  draw();
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
}

function prepare(figure: HTMLElement, rows: Row[], draw: () => void): void {
  if (figure.dataset.chart === 'curve') figure.append(picker(rows, draw));
  const frame = document.createElement('div');
  frame.className = 'frame';
  if (figure.dataset.chart === 'change') frame.dataset.tall = '';
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  const title = figure.querySelector('h3')?.textContent ?? '';
  canvas.setAttribute('aria-label', `${title} ${figure.querySelector('figcaption')?.textContent ?? ''}`);
  frame.append(canvas);
  figure.append(frame);
}

function picker(rows: Row[], draw: () => void): HTMLElement {
  const select = document.createElement('select');
  select.className = 'form-select';
  select.setAttribute('aria-label', 'Label of the curve');
  for (const row of rows) select.append(new Option(row.title));
  select.addEventListener('change', draw);
  return select;
}

function configure(figure: HTMLElement, rows: Row[]): ChartConfiguration {
  if (figure.dataset.chart === 'change') return change(rows);
  if (figure.dataset.chart === 'reliability') return reliability(figure);
  const chosen = figure.querySelector('select')?.selectedIndex ?? 0;
  const row = rows[chosen];
  return scatter('Recall', 'Precision', [
    ...(row?.curve.before ? [line('Before', row.curve.before, '--info', [6, 3], 'rect')] : []),
    line('Now', row?.curve.after ?? [], '--accent', [], 'circle'),
  ]);
}

function change(rows: Row[]): ChartConfiguration {
  const bar = (label: string, data: number[], name: string) => ({
    label,
    data,
    backgroundColor: colour(name),
  });
  return {
    type: 'bar',
    data: {
      labels: rows.map((row) => row.title),
      datasets: [
        bar(
          'Put right',
          rows.map((row) => row.gained),
          '--clear',
        ),
        bar(
          'Gone wrong',
          rows.map((row) => -row.lost),
          '--serious',
        ),
      ],
    },
    options: {
      ...common(),
      indexAxis: 'y',
      scales: {
        x: { stacked: true, ticks: { color: ink(), precision: 0 }, grid: { color: faint() } },
        y: { stacked: true, ticks: { color: ink() }, grid: { display: false } },
      },
    },
  };
}

function reliability(figure: HTMLElement): ChartConfiguration {
  const both = JSON.parse(figure.dataset.calibration ?? '{}') as { before: Calibration; after: Calibration };
  const names = JSON.parse(figure.dataset.families ?? '{}') as Record<string, string>;
  const looks = ['--accent', '--serious', '--clear'];
  const shapes = ['circle', 'triangle', 'rect'];
  const families = Object.entries(both.after ?? {}).map(([family, table], turn) =>
    line(
      names[family] ?? family,
      points(table.bins),
      looks[turn % 3] ?? '--info',
      [],
      shapes[turn % 3] ?? 'circle',
    ),
  );
  const ideal: Points = [
    [0, 0],
    [1, 1],
  ];
  return scatter('Score', 'Came true', [
    line('As it should be', ideal, '--info', [2, 4], 'circle'),
    ...families,
  ]);
}

const points = (bins: Bin[]): Points =>
  bins.filter((bin) => bin.texts >= FEWEST).map((bin) => [bin.said, bin.was]);

function line(label: string, at: Points, name: string, dash: number[], shape: string) {
  return {
    label,
    data: at.map(([x, y]) => ({ x, y })),
    showLine: true,
    borderColor: colour(name),
    backgroundColor: colour(name),
    borderDash: dash,
    pointStyle: shape,
    pointRadius: 3,
  };
}

function scatter(x: string, y: string, datasets: ReturnType<typeof line>[]): ChartConfiguration {
  const axis = (text: string) => ({
    min: 0,
    max: 1,
    title: { display: true, text, color: ink() },
    ticks: { color: ink() },
    grid: { color: faint() },
  });
  return {
    type: 'scatter',
    data: { datasets },
    options: { ...common(), scales: { x: axis(x), y: axis(y) } },
  };
}

const faint = () => '#80808040';

function common() {
  const legend = { labels: { color: ink(), usePointStyle: true } };
  return { animation: false as const, maintainAspectRatio: false, responsive: true, plugins: { legend } };
}
