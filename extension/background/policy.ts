/** Knows the district's policy as last read: asked for again cheaply, and still there when the service is away. */
import { browser } from 'wxt/browser';
import type { components } from '../api/schema';
import type { Hotline, Policy } from '../messages';
import type { PolicySites, Registered } from '../places/types';
import { scheduleOf } from '../worktime';
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

/** The policy as last read from this service, without asking it. */
export async function keptPolicy(): Promise<Policy | null> {
  const { serverUrl } = await readSettings();
  return (await readKept(serverUrl))?.policy ?? null;
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

function policyOf(answer: Answer): Policy {
  const { version, model, change_note, labels, clauses, notices, families, text } = answer;
  const maxLength = text?.max_length ?? 10_000;
  const changeNote = change_note ?? null;
  const schedule = scheduleOf(answer.schedule);
  const hotline = hotlineOf(answer.hotline);
  const sites = sitesOf(answer.sites);
  const district = { schedule, hotline, sites };
  return { version, model, changeNote, labels, clauses, notices, families, maxLength, ...district };
}

function hotlineOf(value: unknown): Hotline | null {
  const { name, phone, link } = (value ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || typeof phone !== 'string' || phone === '') return null;
  return { name, phone, link: typeof link === 'string' ? link : null };
}

/** Lists of an older or a stranger service may be missing or malformed: then they are empty. */
function sitesOf(value: unknown): PolicySites {
  const { listed, never, register } = (value ?? {}) as Record<string, unknown>;
  const texts = (list: unknown) => (Array.isArray(list) ? list.filter((one) => typeof one === 'string') : []);
  const accounts = Array.isArray(register) ? register.flatMap(registeredOf) : [];
  return { listed: texts(listed), never: texts(never), register: accounts };
}

function registeredOf(value: unknown): Registered[] {
  const { site, address, until } = (value ?? {}) as Record<string, unknown>;
  if (typeof site !== 'string' || typeof address !== 'string') return [];
  return [{ site, address, until: typeof until === 'string' ? until : null }];
}
