/** Knows the service's API: one typed client per address, from the schema that the service publishes. */
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema';

export type Service = Client<paths, 'application/json'>;

type Fetch = (request: Request) => Promise<Response>;
// Looked up at each call, so that tests can stand in for the network.
const plainFetch: Fetch = (request) => globalThis.fetch(request);

/** A client that sends `token` where one is held. No cookie is ever sent, and no answer is kept by the browser. */
export function serviceAt(serverUrl: string, token: string | null, fetch: Fetch = plainFetch): Service {
  return createClient<paths, 'application/json'>({
    baseUrl: serverUrl,
    credentials: 'omit',
    cache: 'no-store',
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    // A token and a draft go to the address that was set, and to no other that it names.
    redirect: 'error',
    fetch,
  });
}

/** What a problem+json answer says to do, or null for an answer of another shape. */
export function detailOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('detail' in error)) return null;
  return typeof error.detail === 'string' && error.detail !== '' ? error.detail : null;
}
