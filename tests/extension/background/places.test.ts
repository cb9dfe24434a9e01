import { beforeEach, describe, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing';
import { addPlace, listPlaces, placeAt, removePlace, syncPlaces } from '../../../extension/background/places';
import { DEFAULT_SERVER } from '../../../extension/background/settings';

let granted: Set<string>;
let scripts: { id: string; matches?: string[] }[];

const set = async (given: typeof scripts) => {
  scripts = given;
};
const district = (sites: object) =>
  fakeBrowser.storage.local.set({ policy: { serverUrl: DEFAULT_SERVER, etag: '"1"', policy: { sites } } });

beforeEach(async () => {
  fakeBrowser.reset();
  granted = new Set();
  scripts = [];
  Object.assign(browser, {
    permissions: {
      contains: async ({ origins }: { origins: string[] }) => origins.every((one) => granted.has(one)),
      remove: async ({ origins }: { origins: string[] }) => origins.every((one) => granted.delete(one)),
    },
    scripting: {
      getRegisteredContentScripts: async () => scripts,
      registerContentScripts: set,
      updateContentScripts: set,
      unregisterContentScripts: () => set([]),
    },
  });
  vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({
    manifest_version: 3,
    name: 'Forethought',
    version: '1',
    content_scripts: [{ matches: ['*://x.com/*'], js: ['page.js'], css: ['page.css'] }],
  });
  await district({ listed: ['forum.example', 'chase.com'], never: ['lincoln.example'], register: [] });
});

describe('a page', () => {
  test.each([
    ['https://x.com/home', true],
    ['https://staff.lincoln.example/', false],
    ['https://secure.chase.com/', false],
    [null, false],
  ])('%s is read: %s', async (address, read) => {
    expect((await placeAt(address)).read).toBe(read);
  });

  test('is told of the register', async () => {
    const account = { site: 'x.com', address: 'https://x.com/LincolnElem', until: null };
    await district({ listed: [], never: [], register: [account] });
    expect(await placeAt('https://x.com/home')).toEqual({ read: true, register: [account] });
  });
});

describe('a host that the district lists', () => {
  test('is read once the browser allows it, and no longer when it does not', async () => {
    await syncPlaces();
    expect(scripts).toEqual([]);
    granted.add('*://*.forum.example/*');
    await syncPlaces();
    expect(scripts).toMatchObject([
      { matches: ['*://*.forum.example/*'], js: ['page.js'], css: ['page.css'], runAt: 'document_start' },
    ]);
    granted.clear();
    await syncPlaces();
    expect(scripts).toEqual([]);
  });

  test('is not read where a list says never, even when allowed', async () => {
    granted.add('*://*.chase.com/*');
    await syncPlaces();
    expect(scripts).toEqual([]);
    expect(await listPlaces()).toContainEqual({ host: 'chase.com', own: false, never: true, granted: true });
  });
});

describe('a host of one’s own', () => {
  test('is added, listed and taken away with its permission', async () => {
    granted.add('*://*.social.example/*');
    expect(await addPlace('https://social.example/@dana')).toBe('social.example');
    expect(await listPlaces()).toContainEqual({
      host: 'social.example',
      own: true,
      never: false,
      granted: true,
    });
    expect(scripts).toMatchObject([{ matches: ['*://*.social.example/*'] }]);
    await removePlace('social.example');
    expect(scripts).toEqual([]);
    expect(granted.size).toBe(0);
  });

  test.each(['mail.google.com', 'lincoln.example', 'mail.*', 'localhost', 'not a host'])(
    'cannot be %s',
    async (entry) => {
      expect(await addPlace(entry)).toBeNull();
      expect((await listPlaces()).filter(({ own }) => own)).toEqual([]);
    },
  );
});
