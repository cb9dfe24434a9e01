/** Knows the form that asks the Principal for leave to use a site for class or team, and what became of it. */
import { ask } from '../../background/ask';
import { element } from '../../ui/dom';
import { place } from './place';
import { words } from './words';

const field = (id: string) => place<HTMLInputElement>(id);

/** `url` is the page in front where the browser tells it. */
export function offerSiteRequest(url: string): void {
  const box = place<HTMLDetailsElement>('ask-site');
  field('ask-address').value = url.startsWith('https://') ? url : '';
  box.addEventListener('toggle', () => {
    if (box.open) void showRequests();
  });
  place('ask-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
}

async function send(): Promise<void> {
  const address = field('ask-address').value.trim();
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:') {
    place('ask-said').textContent = words.askAddress;
    return;
  }
  const request = {
    site: new URL(address).hostname.replace(/^www\./, ''),
    address,
    purpose: field('ask-purpose').value.trim(),
    audience: field('ask-audience').value.trim(),
    moderator: field('ask-moderator').value.trim(),
  };
  const reply = await ask({ kind: 'requestSite', request });
  place('ask-said').textContent = reply.outcome === 'asked' ? words.asked : reply.message;
  if (reply.outcome === 'asked') place<HTMLFormElement>('ask-form').reset();
  await showRequests();
}

async function showRequests(): Promise<void> {
  const rows = (await ask({ kind: 'siteRequests' })) ?? [];
  place('asked').replaceChildren(
    ...rows.map((row) =>
      element(
        'li',
        { class: 'row' },
        element(
          'div',
          {},
          element('p', {}, row.address),
          element('p', { class: 'quiet' }, row.message ?? words.askUnknown),
        ),
      ),
    ),
  );
}
