/** Keeps the progress of a training up to date, and loads the page again once it has ended. */
import './runs.css';
import { ask, Refused } from '../server';

interface Shown {
  active: boolean;
  words: string;
  percent: number;
  log: string;
  has_worker: boolean;
}

const EVERY = 2000;

export function start(): void {
  const panel = document.getElementById('run');
  if (panel?.dataset.run !== undefined) void follow(panel.dataset.run);
}

async function follow(run: string): Promise<void> {
  let missed = 0;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, EVERY));
    if (document.hidden) continue;
    try {
      const shown = await ask<Shown>('GET', `/admin/runs/${run}/progress`);
      missed = 0;
      show(shown);
      if (!shown.active) {
        location.reload();
        return;
      }
    } catch (cause) {
      if (cause instanceof Refused && cause.status === 401) {
        location.reload();
        return;
      }
      missed += 1;
      if (missed > 2)
        text('run-words', 'The service cannot be reached just now; the training goes on. Waiting …');
    }
  }
}

function show({ words, percent, log, has_worker }: Shown): void {
  text('run-words', words);
  text('run-number', `${percent} %`);
  text('run-log', log);
  const bar = document.getElementById('run-percent');
  if (bar instanceof HTMLProgressElement) bar.value = percent;
  document.getElementById('run-no-worker')?.toggleAttribute('hidden', has_worker);
}

/** Set the words of an element; the same words again would be read out again. */
function text(id: string, words: string): void {
  const place = document.getElementById(id);
  if (place !== null && place.textContent !== words) place.textContent = words;
}
