/** Loads the look of the console, and the script of the screen that the page names. Pages work without it. */
import './bootstrap.scss';
import 'bootstrap-icons/font/bootstrap-icons.css';
import './console.css';
import './parts.css';
import { once } from './forms';

const screens = import.meta.glob<{ start?: () => void }>('./screens/*.ts');

once(document);
const name = document.body.dataset.screen ?? '';
const load = screens[`./screens/${name}.ts`];
if (load !== undefined) {
  const screen = await load();
  screen.start?.();
}
