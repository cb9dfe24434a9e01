/** The parts of Chart.js that pages draw with, and the page's own colours for them. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
);

export { Chart, type ChartConfiguration };

/** What a colour of the style sheet, by its name, is now. */
export const colour = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const ink = () => getComputedStyle(document.body).color;
