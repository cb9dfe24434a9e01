/** Knows the quiet notice of work time, in a corner of the page. When it is due is for the background to say. */
import type { Ask } from '../messages';
import { button, element } from './dom';
import { icon } from './icons';
import type { Shell } from './shell';
import { words } from './words';

/** Milliseconds between two questions to the background, and that the notice stays. */
const ASK_EVERY = 60_000;
const STAYS = 15_000;

export interface WorkTimeOptions {
  site: string;
  ask: Ask;
  shell: Shell;
  document: Document;
  signal: AbortSignal;
}

/** Ask when the page is opened, and when somebody comes to write. */
export function watchWorkTime(options: WorkTimeOptions): void {
  const { site, ask, document, signal } = options;
  let last = 0;
  const look = () => {
    if (signal.aborted || document.visibilityState !== 'visible' || Date.now() - last < ASK_EVERY) return;
    last = Date.now();
    ask({ kind: 'workTime', site }).then(
      (due) => due === true && !signal.aborted && show(options),
      () => {},
    );
  };
  document.addEventListener('focusin', look, { capture: true, passive: true, signal });
  document.addEventListener('visibilitychange', look, { passive: true, signal });
  look();
}

function show({ site, ask, shell, signal }: WorkTimeOptions): void {
  shell.setTheme(matchMedia('(prefers-color-scheme: dark)').matches);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const remove = () => {
    clearTimeout(timer);
    note.remove();
  };
  const forMyJob = button(words.workTime.forMyJob, 'link job', () => {
    remove();
    void ask({ kind: 'forMyJob', site }).catch(() => {});
    shell.announce(words.workTime.silenced);
  });
  const note = element(
    'div',
    { class: 'note corner', role: 'group', 'aria-label': words.workTime.title },
    element('span', {}, words.workTime.message),
    forMyJob,
    button(words.close, 'small close', remove, icon('x')),
  );
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(remove, STAYS);
  };
  note.addEventListener('pointerenter', () => clearTimeout(timer));
  note.addEventListener('focusin', () => clearTimeout(timer));
  note.addEventListener('pointerleave', leave);
  shell.layer.append(note);
  shell.announce(words.workTime.message);
  signal.addEventListener('abort', remove, { once: true });
  leave();
}
