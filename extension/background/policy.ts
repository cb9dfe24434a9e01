/** Knows the district's policy as last read: asked for again cheaply, and still there when the service is away. */
import { browser } from 'wxt/browser';
import type { components } from '../api/schema';
import type { Policy } from '../messages';
import { NotEnrolled, withToken } from './enroll';
import { readSettings } from './settings';
import type { ConnectionState } from './state';

type Answer = components['schemas']['PolicyResponse'];

interface Kept {
  serverUrl: string;
  etag: string;
  policy: Policy;
}

const TIMEOUT = 4000;

/** The policy of the service, or its last known one; null when the service was never reached. `connection` is told. */
export async function readPolicy(connection: ConnectionState): Promise<Policy | null> {
  const { serverUrl } = await readSettings();
  const kept = await readKept(serverUrl);
  try {
    const headers = kept ? { 'If-None-Match': kept.etag } : {};
    const { data, response } = await withToken(
      (service, signal) => service.GET('/v1/policy', { headers, signal }),
      AbortSignal.timeout(TIMEOUT),
    );
    connection.set(response.ok || response.status === 304 ? 'checking' : 'away');
    if (response.status !== 200 || !isPolicy(data)) return kept?.policy ?? null;
    const policy = policyOf(data);
    const etag = response.headers.get('ETag');
    if (etag !== null)
      await browser.storage.local.set({ policy: { serverUrl, etag, policy } satisfies Kept });
    return policy;
  } catch (cause) {
    const refused = cause instanceof NotEnrolled ? (cause.needsCode ? 'needsCode' : 'refused') : null;
    connection.set(refused ?? 'away');
    return kept?.policy ?? null;
  }
}

async function readKept(serverUrl: string): Promise<Kept | null> {
  const { policy: stored } = await browser.storage.local.get('policy');
  if (typeof stored !== 'object' || stored === null) return null;
  // Written by this module only; what another address said is not this policy.
  const kept = stored as Kept;
  return kept.serverUrl === serverUrl ? kept : null;
}

function isPolicy(data: unknown): data is Answer {
  if (typeof data !== 'object' || data === null) return false;
  const { version, model, labels, clauses, families } = data as Partial<Answer>;
  return (
    typeof version === 'string' &&
    typeof model === 'string' &&
    [labels, clauses, families].every((list) => Array.isArray(list))
  );
}

function policyOf({ version, model, change_note, labels, clauses, notices, families, text }: Answer): Policy {
  const maxLength = text?.max_length ?? 10_000;
  return { version, model, changeNote: change_note ?? null, labels, clauses, notices, families, maxLength };
}
