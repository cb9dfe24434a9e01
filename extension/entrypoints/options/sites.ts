/** Knows the list of sites beyond the built-in ones: the district's and one's own, each with what the browser allows. */
import { browser } from 'wxt/browser';
import { ask } from '../../background/ask';
import { hostOf, patternOf } from '../../places/hosts';
import type { PlaceRow } from '../../places/types';
import { button, element } from '../../ui/dom';
import { place } from '../popup/place';
import { words } from './words';

export function offerSites(say: (sentence: string) => void): void {
  place('sites-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void add(say);
  });
  void ask({ kind: 'places' }).then(show);
}

/** The browser's question must come straight from a press of the employee, before anything is waited for. */
async function add(say: (sentence: string) => void): Promise<void> {
  const field = place<HTMLInputElement>('site');
  const host = hostOf(field.value.trim());
  if (host === null) {
    say(words.noSite);
    return;
  }
  const granted = await browser.permissions.request({ origins: [patternOf(host)] }).catch(() => false);
  const added = await ask({ kind: 'addPlace', host });
  if (added === null) say(words.noSite);
  else say(granted ? words.saved : words.refused(host));
  if (added !== null) field.value = '';
  show(await ask({ kind: 'places' }));
}

function show(rows: PlaceRow[]): void {
  place('sites').replaceChildren(...(rows ?? []).map(rowOf));
}

function rowOf({ host, own, never, granted }: PlaceRow): HTMLElement {
  const state = never ? 'never' : granted ? 'granted' : 'refused';
  const text = element('span', {}, host, ' ', element('span', { class: 'quiet' }, words.siteState[state]));
  const allow = button(words.allow, 'link', () => {
    void browser.permissions
      .request({ origins: [patternOf(host)] })
      .catch(() => false)
      .then(async () => show(await ask({ kind: 'places' })));
  });
  const remove = button(words.remove, 'link', () => void ask({ kind: 'removePlace', host }).then(show));
  return element('li', { class: 'row' }, text, state === 'refused' ? allow : null, own ? remove : null);
}
