/**
 * Knows what has left this device: every request with its time, site and size, and never its text. Kept in the
 * browser's memory until it is closed, so that it is no record of where somebody has been.
 */
import { browser } from 'wxt/browser';
import type { Sent } from '../messages';

const KEPT = 300;
/** Bytes; a longer answer is none of our service's. */
const LONGEST_ANSWER = 1_000_000;
/** Answers of these have no body, yet Chromium hands an empty one over; no answer with a body can be made of them. */
const BODILESS = new Set([204, 205, 304]);

/** Newest first. */
export async function readLedger(): Promise<Sent[]> {
  try {
    const { ledger } = await browser.storage.session.get('ledger');
    return Array.isArray(ledger) ? (ledger as Sent[]) : [];
  } catch {
    return [];
  }
}

/** A `fetch` that writes down what it sends, and gives up on an answer that is too long. */
export function recordingFetch(site: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = request.method === 'GET' ? null : await request.clone().arrayBuffer();
    const { pathname } = new URL(request.url);
    // A receipt in an address is a key: it is not written down.
    const what = `${request.method} ${pathname.replace(/^((?:\/[^/]+){2}).*/, '$1')}`;
    const row = { at: Date.now(), what, site, bytes: body?.byteLength ?? 0 };
    try {
      const response = await whole(await globalThis.fetch(request));
      void note({ ...row, status: response.status });
      return response;
    } catch (cause) {
      void note({ ...row, status: null });
      throw cause;
    }
  };
}

let last: Promise<unknown> = Promise.resolve();

function note(row: Sent): Promise<unknown> {
  last = last.then(async () => {
    const rows = await readLedger();
    await browser.storage.session.set({ ledger: [row, ...rows].slice(0, KEPT) });
  });
  // With no room left nothing is written down, and nothing else stops.
  last = last.catch(() => undefined);
  return last;
}

async function whole(response: Response): Promise<Response> {
  if (!response.body || BODILESS.has(response.status)) return response;
  const reader = response.body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > LONGEST_ANSWER) {
      void reader.cancel();
      throw new TypeError('The answer is too long.');
    }
    parts.push(value);
  }
  const { status, statusText, headers } = response;
  return new Response(new Blob(parts), { status, statusText, headers });
}
