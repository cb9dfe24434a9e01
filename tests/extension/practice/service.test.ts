import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PracticeService } from '../../../extension/practice/service';
import { verdict } from '../composer/stub';

const served = vi.fn<(url: string, init?: RequestInit) => Response>();
const question = {
  kind: 'checkText',
  text: 'you fool',
  site: 'practice',
  composer: 'post',
  composerId: '1',
} as const;
let service: PracticeService;

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const tokenOf = (call: number) => new Headers(served.mock.calls[call]?.[1]?.headers).get('Authorization');

beforeEach(() => {
  served.mockReset().mockImplementation(() => json(verdict([])));
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => served(url, init));
  service = new PracticeService('first');
});
afterEach(() => vi.unstubAllGlobals());

describe('PracticeService', () => {
  test('checks with the token of the page', async () => {
    expect(await service.ask(question)).toMatchObject({ outcome: 'checked', verdict: { severity: 'clear' } });
    expect(served.mock.calls[0]?.[0]).toBe('/v1/check');
    expect(JSON.parse(String(served.mock.calls[0]?.[1]?.body))).toEqual({
      text: 'you fool',
      site: 'practice',
      kind: 'post',
    });
    expect(tokenOf(0)).toBe('Bearer first');
  });

  test('fetches the next token when the first has expired', async () => {
    served
      .mockImplementationOnce(() => json({}, 401))
      .mockImplementationOnce(() => json({ token: 'second' }));
    expect(await service.ask(question)).toMatchObject({ outcome: 'checked' });
    expect(served.mock.calls[1]?.[0]).toBe('/practice/token');
    expect(tokenOf(2)).toBe('Bearer second');
  });

  test('says that a text is too long', async () => {
    served.mockImplementation(() => json({}, 413));
    expect(await service.ask(question)).toMatchObject({ outcome: 'tooLong' });
  });

  test.each([
    ['an error', () => json({}, 500)],
    ['nonsense', () => json({ findings: 3 })],
    ['no JSON', () => new Response('<html>')],
    ['a token that is none', () => json({ token: 7 }, 401)],
  ])('is away when the answer is %s', async (_name, answer) => {
    served.mockImplementation(answer);
    expect(await service.ask(question)).toMatchObject({ outcome: 'away' });
  });

  test('asks nothing while paused', async () => {
    await service.ask({ kind: 'setPaused', until: Date.now() + 1000 });
    expect(await service.ask(question)).toMatchObject({ outcome: 'paused' });
    expect(served).not.toHaveBeenCalled();
    await service.ask({ kind: 'setPaused', until: null });
    expect(await service.ask(question)).toMatchObject({ outcome: 'checked' });
  });

  test('remembers dismissed rules in memory, and forgets them on undo', async () => {
    const rule = { site: 'practice', source: 'rule', id: 'insults' } as const;
    expect((await service.ask({ kind: 'dismissRule', rule })).dismissed).toEqual([rule]);
    expect((await service.ask({ kind: 'undoDismissRule', rule })).dismissed).toEqual([]);
  });

  test('reads the policy as the extension has it', async () => {
    served.mockImplementation(() =>
      json({
        version: '401.13',
        clauses: [],
        change_note: { text: 'New', on: '2026-11-24' },
        text: { max_length: 9 },
      }),
    );
    expect(await service.ask({ kind: 'getPolicy' })).toEqual({
      version: '401.13',
      clauses: [],
      changeNote: { text: 'New', on: '2026-11-24' },
      maxLength: 9,
    });
  });

  test('has no policy when it may not be read', async () => {
    served.mockImplementation(() => json({}, 403));
    expect(await service.ask({ kind: 'getPolicy' })).toBeNull();
  });
});
