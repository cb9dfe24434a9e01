import { describe, expect, test } from 'vitest';
import { covers, hostOf, isNever, NEVER, patternOf } from '../../../extension/places/hosts';
import shipped from '../../../extension/places/never.json';
import { sites } from '../../../extension/sites';

describe('the shipped list of what is never read', () => {
  test.each([
    'mail.google.com',
    'secure.chase.com',
    'mychart.example.org',
    'webmail.district.example',
    'district.powerschool.com',
    'accounts.google.com',
  ])('has %s', (host) => expect(isNever(host, [])).toBe(true));

  test.each([
    'www.facebook.com',
    'x.com',
    'mastodon.social',
    'notchase.com',
    'google.com',
    'mail-forum.example',
  ])('leaves %s alone', (host) => expect(isNever(host, [])).toBe(false));

  test('holds names only, each once, under a heading', () => {
    for (const names of Object.values(shipped.hosts)) expect(names.length).toBeGreaterThan(0);
    expect(new Set(NEVER).size).toBe(NEVER.length);
    for (const name of NEVER) expect(hostOf(name)).toBe(name);
  });

  test('takes none of the sites that are covered', () => {
    const hosts = sites.flatMap((site) =>
      site.matches.map((match) => match.split('/')[2]?.replace('*.', '') ?? ''),
    );
    expect(hosts.filter((host) => covers(NEVER, host))).toEqual([]);
  });
});

describe('a district', () => {
  test('can widen the list', () => expect(isNever('portal.lincoln.example', ['lincoln.example'])).toBe(true));
  test('can widen it with an address', () =>
    expect(isNever('lincoln.example', ['https://www.lincoln.example/staff'])).toBe(true));
  test('cannot take anything away', () => expect(isNever('chase.com', [])).toBe(true));
});

describe('hostOf', () => {
  test.each([
    ['Forum.Example', 'forum.example'],
    [' https://www.forum.example/topic?id=1 ', 'forum.example'],
    ['mail.*', 'mail.*'],
    ['', null],
    ['not a host', null],
    ['*', null],
  ])('reads %j as %j', (entry, host) => expect(hostOf(entry)).toBe(host));

  test('becomes a pattern with all hosts below it', () =>
    expect(patternOf('forum.example')).toBe('*://*.forum.example/*'));
});
