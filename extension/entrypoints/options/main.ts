/** Wiring of the options page: what holds, where it comes from, and what the employee may change. */
import { browser } from 'wxt/browser';
import { ask } from '../../background/ask';
import type { Effective, OwnSettings } from '../../messages';
import { place } from '../popup/place';
import { readShift, showShift } from './shift';
import { offerSites } from './sites';
import { words } from './words';

const field = (id: string) => place<HTMLInputElement>(id);
const say = (sentence: string) => {
  place('said').textContent = sentence;
};

function show(effective: Effective): void {
  const { serverUrl, mode, pausing, privateWindows, shift, enrollmentCode } = effective;
  const source = (id: string, text: string) => {
    place(id).textContent = text;
  };
  field('server').value = serverUrl.value;
  field('server').readOnly = serverUrl.source === 'district';
  source('server-source', words.source[serverUrl.source]);
  source('code-source', enrollmentCode.value ? words.code : '');
  field('quiet').checked = mode.value === 'quiet';
  field('quiet').disabled = mode.source === 'district';
  source('mode-source', words.source[mode.source]);
  field('private').checked = privateWindows.value;
  source('private-source', words.source[privateWindows.source]);
  source('pausing-source', `${words.pausing[pausing.value]} ${words.source[pausing.source]}`);
  showShift(shift.value);
  source('shift-source', shift.source === 'default' ? words.building : words.source[shift.source]);
}

async function save(change: Partial<OwnSettings>): Promise<void> {
  const effective = await ask({ kind: 'saveSettings', change });
  say(effective ? words.saved : words.notSaved);
  show(effective ?? (await ask({ kind: 'settings' })));
}

/** Ask the browser for leave to reach the service; must come straight from a press of the employee. */
async function useServer(): Promise<void> {
  const address = field('server').value.trim();
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    say(words.noAddress);
    return;
  }
  const origins = [`${url.protocol}//${url.hostname}/*`];
  const granted = await browser.permissions.request({ origins }).catch(() => false);
  if (!field('server').readOnly) await save({ serverUrl: url.origin });
  if (!granted && !(await browser.permissions.contains({ origins }))) say(words.refused(url.hostname));
}

async function start(): Promise<void> {
  place('server-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void useServer();
  });
  field('quiet').addEventListener(
    'change',
    () => void save({ mode: field('quiet').checked ? 'quiet' : 'full' }),
  );
  field('private').addEventListener('change', () => void save({ privateWindows: field('private').checked }));
  place('shift-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const shift = readShift();
    if (shift) void save({ shift });
    else say(words.noHours);
  });
  place('shift-default').addEventListener('click', () => void save({ shift: null }));
  // A policy that comes late, or changes, is shown as soon as it is there.
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') void ask({ kind: 'settings' }).then(show);
  });
  offerSites(say);
  show(await ask({ kind: 'settings' }));
}

void start();
