/** Knows how this browser gets its token, keeps it, and replaces it when the service no longer takes it. */
import { browser } from 'wxt/browser';
import { detailOf, type Service, serviceAt } from '../api/client';
import { recordingFetch } from './ledger';
import { readSettings } from './settings';

/** The service wants the district's code, or refuses this browser; `message` says what to do. */
export class NotEnrolled extends Error {
  readonly needsCode: boolean;

  constructor(message: string, needsCode: boolean) {
    super(message);
    this.needsCode = needsCode;
  }
}

/** The answer of one call, as openapi-fetch gives it. */
interface Answer {
  response: Response;
}

/**
 * Run `call` with a token. When the service does not know the token, a new one is fetched and the call is made once
 * more.
 *
 * @param site For the ledger: where the text stands that is sent.
 * @throws NotEnrolled when no token can be had; network errors pass through.
 */
export async function withToken<T extends Answer>(
  call: (service: Service, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  site = '',
): Promise<T> {
  const fetch = recordingFetch(site);
  const { serverUrl } = await readSettings();
  const known = await storedToken(serverUrl);
  const first = await call(serviceAt(serverUrl, known ?? (await enroll(null, signal)), fetch), signal);
  if (first.response.status !== 401 || known === null) return first;
  return call(serviceAt(serverUrl, await enroll(null, signal), fetch), signal);
}

/** The token as last fetched, for a browser that could not keep it. */
let held: { serverUrl: string; token: string } | null = null;
let enrolling: Promise<string> | null = null;

/**
 * Fetch and keep a token; several callers at once share one request.
 *
 * @param code The district's code; null in trial mode.
 * @throws NotEnrolled when the service refuses.
 */
export function enroll(code: string | null, signal: AbortSignal): Promise<string> {
  if (code !== null) return requestToken(code, signal);
  enrolling ??= requestToken(null, AbortSignal.timeout(5000)).finally(() => {
    enrolling = null;
  });
  return abortable(enrolling, signal);
}

async function requestToken(code: string | null, signal: AbortSignal): Promise<string> {
  const { serverUrl, enrollmentCode } = await readSettings();
  const { data, error, response } = await serviceAt(serverUrl, null, recordingFetch('')).POST('/v1/enroll', {
    body: { code: code ?? enrollmentCode },
    signal,
  });
  if (typeof data?.token === 'string' && data.token !== '') {
    const enrollment = { serverUrl, token: data.token };
    // With no room left the token still serves until the worker stops.
    held = await browser.storage.local.set({ enrollment }).then(
      () => null,
      () => enrollment,
    );
    return data.token;
  }
  if (response.status >= 500 || response.ok)
    throw new Error(`The service answered ${response.status} to enrollment.`);
  const message =
    detailOf(error) ?? 'The service does not accept this browser. Ask your district for its code.';
  throw new NotEnrolled(message, response.status === 403);
}

/** The token for one service: never sent to another address. */
async function storedToken(serverUrl: string): Promise<string | null> {
  const { enrollment } = await browser.storage.local.get('enrollment');
  if (held?.serverUrl === serverUrl) return held.token;
  if (typeof enrollment !== 'object' || enrollment === null) return null;
  const kept = enrollment as { serverUrl?: unknown; token?: unknown };
  return kept.serverUrl === serverUrl && typeof kept.token === 'string' ? kept.token : null;
}

/** The caller stops waiting when its signal says so; the shared request goes on for the others. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
