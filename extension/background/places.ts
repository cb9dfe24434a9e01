/**
 * Knows on which hosts posts are read: those in the manifest, those that the district lists, those that the employee
 * added; each only where the browser allows it, and never where a list says never.
 */
import { browser } from 'wxt/browser';
import { hostOf, isNever, patternOf } from '../places/hosts';
import type { Place, PlaceRow, PolicySites } from '../places/types';
import { readManaged } from './managed';
import { keptPolicy } from './policy';

const SCRIPT = 'places';
const NONE: PolicySites = { listed: [], never: [], register: [] };
/** More than anybody writes on. */
const MOST_ADDED = 100;

/** What a page may know about itself: whether it is read, and the approved accounts of the district. */
export async function placeAt(address: string | null): Promise<Place> {
  const { never, register } = await districtSites();
  const host = address === null ? null : hostOf(address);
  return host === null || isNever(host, never) ? { read: false, register: [] } : { read: true, register };
}

/** Hosts beyond those in the manifest, with whether the browser allows them; for the options page. */
export async function listPlaces(): Promise<PlaceRow[]> {
  const { listed, never } = await districtSites();
  const added = await addedHosts();
  const hosts = [...new Set([...listed.flatMap((entry) => hostOf(entry) ?? []), ...added])];
  return Promise.all(
    hosts.map(async (host) => ({
      host,
      own: added.includes(host),
      never: isNever(host, never),
      granted: await isGranted(host),
    })),
  );
}

/** Add a host of one's own (a Mastodon server, a forum); null for what is no host, or is never read. */
export async function addPlace(entry: string): Promise<string | null> {
  const host = hostOf(entry);
  const { never } = await districtSites();
  if (host === null || host.endsWith('.*') || !host.includes('.') || isNever(host, never)) return null;
  const others = (await addedHosts()).filter((other) => other !== host);
  await browser.storage.local.set({ places: [...others, host].slice(-MOST_ADDED) });
  await syncPlaces();
  return host;
}

/** Take a host of one's own away again, with the permission to read there. */
export async function removePlace(host: string): Promise<void> {
  await browser.storage.local.set({ places: (await addedHosts()).filter((other) => other !== host) });
  await browser.permissions.remove({ origins: [patternOf(host)] }).catch(() => false);
  await syncPlaces();
}

/** Tell the browser to run the page's script on exactly the hosts that are listed, allowed and not forbidden. */
export async function syncPlaces(): Promise<void> {
  const rows = await listPlaces();
  const matches = rows.filter(({ never, granted }) => granted && !never).map(({ host }) => patternOf(host));
  const known = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT] });
  if (matches.length === 0) {
    if (known.length > 0) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT] });
    return;
  }
  const built = browser.runtime.getManifest().content_scripts?.[0];
  const script = {
    id: SCRIPT,
    matches,
    excludeMatches: built?.matches ?? [],
    js: built?.js ?? [],
    css: built?.css ?? [],
    runAt: 'document_start' as const,
    persistAcrossSessions: true,
  };
  if (known.length > 0) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([script]);
}

/** Keep the browser's list right whenever the district's list, the employee's, or a permission changes. */
export function followPlaces(): void {
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: two at once would both register.
  const sync = () => {
    last = last.then(syncPlaces).catch(() => undefined);
  };
  browser.storage.onChanged.addListener((changes) => {
    if ('policy' in changes || 'places' in changes) sync();
  });
  browser.permissions.onAdded.addListener(sync);
  browser.permissions.onRemoved.addListener(sync);
  sync();
}

async function districtSites(): Promise<PolicySites> {
  const [policy, { sites = [] }] = await Promise.all([keptPolicy(), readManaged()]);
  const published = policy?.sites ?? NONE;
  // What the browser's policy lists is added to what the service publishes; the never list wins over both.
  return { ...published, listed: [...published.listed, ...sites] };
}

async function addedHosts(): Promise<string[]> {
  const { places } = await browser.storage.local.get('places');
  return Array.isArray(places) ? places.flatMap((entry) => hostOf(String(entry)) ?? []) : [];
}

async function isGranted(host: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [patternOf(host)] }).catch(() => false);
}
