/** Every site brings examples of its markup; all of them run here, and the pages of the browser tests follow them. */
import { describe, expect, test } from 'vitest';
import {
  postButtons,
  ruleFor,
  type Site,
  type SiteBasis,
  type SiteExample,
} from '../../../extension/composer/site';
import { siteElsewhere, siteOf, sites } from '../../../extension/sites';

const files = import.meta.glob<{ default: Site; examples?: SiteExample[]; basis?: SiteBasis }>(
  ['../../../extension/sites/*.ts', '!../../../extension/sites/index.ts'],
  { eager: true },
);
const cases = Object.values(files).map(({ default: site, examples = [], basis }) => ({
  id: site.id,
  site,
  examples,
  basis,
}));

test('Should read every file of the folder as a site', () => {
  expect(new Set(cases.map(({ site }) => site))).toEqual(new Set(sites));
});

describe.each(cases)('$id', ({ site, examples, basis }) => {
  test('Should say what its expectations were held against', () => {
    expect(basis?.on).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(basis?.note.length).toBeGreaterThan(10);
  });

  test('Should have an example for every rule, and one where nothing may be found', () => {
    const kinds = new Set(examples.map((example) => example.kind));
    for (const rule of site.rules) expect(kinds).toContain(rule.kind);
    expect(kinds).toContain(null);
  });

  test.each(examples)('Should find the right elements in $name', ({ html, kind }) => {
    document.body.innerHTML = html;
    const found = site.rules.flatMap((rule) => [...document.querySelectorAll(rule.composer)]);
    const composer = document.querySelector('[data-expect="composer"]');
    expect(new Set(found)).toEqual(new Set(composer ? [composer] : []));
    const rule = composer ? ruleFor(site, composer) : null;
    expect(rule?.kind ?? null).toBe(kind);
    const expected = [...document.querySelectorAll('[data-expect="post"]')];
    expect(rule && composer ? postButtons(rule, composer) : []).toEqual(expected);
  });
});

describe('siteElsewhere', () => {
  const engines = cases.filter(({ site }) => site.engine);

  test.each(engines)('Should know what $id knows, on a host of its own', ({ site, examples }) => {
    const listed = siteElsewhere('https://www.forum.example/topic');
    expect(listed.id).toBe('forum.example');
    for (const { html, kind } of examples) {
      document.body.innerHTML = html;
      const composer = document.querySelector('[data-expect="composer"]');
      if (!composer) continue;
      const rule = ruleFor(listed, composer);
      expect(rule?.kind, site.id).toBe(kind);
      const expected = [...document.querySelectorAll('[data-expect="post"]')];
      expect(rule ? postButtons(rule, composer) : []).toEqual(expected);
    }
  });
});

describe('siteOf', () => {
  test.each([
    ['https://www.facebook.com/', 'facebook.com'],
    ['https://x.com/home', 'x.com'],
    ['https://mobile.twitter.com/home', 'x.com'],
    ['https://twitter.com/home', 'x.com'],
    ['https://www.threads.net/', 'threads.com'],
    ['https://en.wikipedia.org/wiki/Talk:School', 'wikipedia.org'],
    ['https://forum.example/', undefined],
    ['http://127.0.0.1:8787/practice', 'practice'],
    ['http://127.0.0.1:8787/docs', undefined],
    ['https://notfacebook.com/', undefined],
    ['https://example.org/?u=https://x.com/', undefined],
  ])('%s is on %s', (url, id) => {
    expect(siteOf(url)?.id).toBe(id);
  });
});
