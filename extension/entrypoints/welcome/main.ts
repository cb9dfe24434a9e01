/** Wiring of the first-run page: the sentences name the service that is really configured. */
import { browser } from 'wxt/browser';
import { ask } from '../../background/ask';
import { element } from '../../ui/dom';
import { place } from '../popup/place';
import { sentences } from './words';

async function show(): Promise<void> {
  const { serverUrl } = await ask({ kind: 'settings' });
  place('sentences').replaceChildren(
    ...sentences(serverUrl.value).map(([title, sentence]) =>
      element('li', {}, element('b', {}, `${title}. `), sentence),
    ),
  );
}

// The district's policy may come after this page has opened.
browser.storage.onChanged.addListener((_changes, area) => {
  if (area === 'managed') void show();
});
void show();
