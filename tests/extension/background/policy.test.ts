import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { readPolicy } from '../../../extension/background/policy';
import { ConnectionState } from '../../../extension/background/state';
import { json, serve } from './service';

const served = {
  version: '401.13+bbbb',
  model: '1-aaaa',
  change_note: { text: 'Fewer false alarms about idioms.', on: '2026-11-24' },
  minimum_extension: '0.1.0',
  labels: [],
  clauses: [],
  notices: [],
  families: [],
  text: { max_length: 10_000 },
};

describe('the policy', () => {
  beforeEach(() => fakeBrowser.reset());
  afterEach(() => vi.unstubAllGlobals());
  const connection = new ConnectionState(() => {});

  test('is asked for again by its tag, and kept for when the service is away', async () => {
    const tags: (string | null)[] = [];
    serve({
      'GET /v1/policy': (_asked, request) => {
        const tag = request.headers.get('If-None-Match');
        tags.push(tag);
        return tag === '"1"' ? json(304, null) : json(200, served, { ETag: '"1"' });
      },
    });
    const policy = await readPolicy(connection);
    expect(policy).toMatchObject({ version: '401.13+bbbb', changeNote: served.change_note });
    expect(await readPolicy(connection)).toEqual(policy);
    expect(tags).toEqual([null, '"1"']);
    serve({});
    expect(await readPolicy(connection)).toEqual(policy);
    expect((await connection.read()).connection).toBe('away');
  });

  test('is not known when the service was never reached or answers nonsense', async () => {
    serve({});
    expect(await readPolicy(connection)).toBeNull();
    serve({ 'GET /v1/policy': () => json(200, { version: 1 }) });
    expect(await readPolicy(connection)).toBeNull();
  });

  test('of another service does not count', async () => {
    serve({ 'GET /v1/policy': () => json(200, served, { ETag: '"1"' }) });
    await readPolicy(connection);
    await fakeBrowser.storage.local.set({ settings: { serverUrl: 'http://127.0.0.1:9999' } });
    serve({});
    expect(await readPolicy(connection)).toBeNull();
  });
});
