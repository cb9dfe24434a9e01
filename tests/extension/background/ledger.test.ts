/** What leaves is written down, and the answer arrives as it was, also one that may have no body. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { readLedger, recordingFetch } from '../../../extension/background/ledger';

beforeEach(() => fakeBrowser.reset());
afterEach(() => vi.unstubAllGlobals());

/** As Chromium answers: with an empty stream where the standard has no body at all. */
function asChromium(status: number): Response {
  const response = new Response(null, { status });
  Object.defineProperty(response, 'body', { value: new Blob([]).stream() });
  return response;
}

test.each([204, 304])('an answer %i without a body is an answer', async (status) => {
  const answer = asChromium(status);
  vi.stubGlobal('fetch', () => Promise.resolve(answer));
  const response = await recordingFetch('')(new Request('http://127.0.0.1:8787/v1/policy'));
  // In a browser, making another one of it would throw.
  expect(response).toBe(answer);
  await vi.waitFor(async () =>
    expect((await readLedger())[0]).toMatchObject({ what: 'GET /v1/policy', status }),
  );
});
