/** Knows who answers which message. A page's content script may ask for what a composer needs, the popup for all. */
import type { MessageKind, ReplyTo, Request, RequestOf, State } from '../messages';
import type { Checks } from './check';
import { count, readCounts } from './counts';
import { enroll, NotEnrolled } from './enroll';
import { receiptStatuses, sendFlag, withdrawFlag } from './flag';
import { readLedger } from './ledger';
import { mask } from './mask';
import { noteOpened } from './opened';
import { addPlace, listPlaces, placeAt, removePlace } from './places';
import { keptPolicy, readPolicy } from './policy';
import type { Reports } from './report';
import { requestSite, siteRequests } from './requests';
import {
  changeSettings,
  dismissRule,
  pauseSite,
  readEffective,
  readSettings,
  undoDismissRule,
} from './settings';
import type { ConnectionState } from './state';
import { greet, showEverywhere } from './tabs';
import { isWorkTimeDue, silenceUntilShiftEnds } from './worktime';

export interface Asker {
  tabId: number | null;
  /** True for the extension's own pages. */
  own: boolean;
  /** True for a tab of a private window. */
  inPrivate: boolean;
  /** Address of the page that asks. */
  address: string | null;
}

type Answers = { [K in MessageKind]: (request: RequestOf<K>, asker: Asker) => Promise<ReplyTo<K>> };

const ENROLL_TIMEOUT = 5000;
const PRIVATE = 'Nothing is checked in private windows, unless you turn it on in the settings.';
const POLICY_EVERY = 10 * 60 * 1000;
const NEVER_READ = 'Nothing is read on this site.';
/** What only the employee may ask for, in the popup. */
const OWN_PAGES_ONLY: ReadonlySet<MessageKind> = new Set([
  'receipts',
  'withdrawFlag',
  'enroll',
  'takeReport',
  'pauseSite',
  'settings',
  'saveSettings',
  'ledger',
  'counts',
  'requestSite',
  'siteRequests',
  'places',
  'addPlace',
  'removePlace',
]);

export interface Parts {
  checks: Checks;
  connection: ConnectionState;
  reports: Reports;
}

export function answersOf({ checks, connection, reports }: Parts): Answers {
  async function changed(): Promise<State> {
    const state = await connection.read();
    // The asker need not wait until every tab has heard of it.
    void showEverywhere(state, true);
    return state;
  }
  let policyRead = 0;
  /** What the district lists is heard of soon, on whichever site the employee opens first. */
  function refreshPolicy(): void {
    if (Date.now() - policyRead < POLICY_EVERY) return;
    policyRead = Date.now();
    void readPolicy(connection).catch(() => undefined);
  }
  return {
    async hello({ site }, { tabId, inPrivate }) {
      const state = await connection.read();
      const off = inPrivate && !(await readSettings()).privateWindows;
      if (tabId !== null) await greet(tabId, off ? null : site, state);
      if (!off) refreshPolicy();
      return state;
    },
    async checkText({ text, site, composer, composerId }, { tabId, inPrivate, address }) {
      if (inPrivate && !(await readSettings()).privateWindows) return { outcome: 'paused', message: PRIVATE };
      // The page's script has been told; whatever it does, nothing of such a page leaves the browser.
      if (!(await placeAt(address)).read) return { outcome: 'refused', message: NEVER_READ };
      return checks.check({ text, site, composer }, `${tabId ?? 'popup'}:${composerId}`);
    },
    place: (_request, { address }) => placeAt(address),
    places: () => listPlaces(),
    addPlace: ({ host }) => addPlace(host),
    async removePlace({ host }) {
      await removePlace(host);
      return listPlaces();
    },
    previewFlag: async ({ text }) => mask(text),
    sendFlag: ({ flag }) => sendFlag(flag),
    receipts: () => receiptStatuses(),
    withdrawFlag: ({ receipt }) => withdrawFlag(receipt),
    getPolicy: () => readPolicy(connection),
    getState: () => connection.read(),
    async setPaused({ until }) {
      await changeSettings(() => ({ pausedUntil: until }));
      return changed();
    },
    async dismissRule({ rule }) {
      await dismissRule(rule);
      return changed();
    },
    async undoDismissRule({ rule }) {
      await undoDismissRule(rule);
      return changed();
    },
    async enroll({ code }) {
      try {
        await enroll(code, AbortSignal.timeout(ENROLL_TIMEOUT));
        connection.set('ready');
      } catch (cause) {
        connection.set(cause instanceof NotEnrolled ? (cause.needsCode ? 'needsCode' : 'refused') : 'away');
      }
      return changed();
    },
    async pauseSite({ site, paused }) {
      await pauseSite(site, paused);
      return changed();
    },
    settings: () => readEffective(),
    async saveSettings({ change }) {
      try {
        await changeSettings(() => change);
      } catch {
        return null;
      }
      connection.set('ready');
      await changed();
      return readEffective();
    },
    ledger: () => readLedger(),
    workTime: async ({ site }) => isWorkTimeDue(site, (await keptPolicy())?.schedule ?? null),
    async forMyJob({ site }) {
      await silenceUntilShiftEnds(site, (await keptPolicy())?.schedule ?? null);
      return null;
    },
    async count({ site, label, clause, event }) {
      await count({ site, label, clause, event });
      return null;
    },
    async cardOpened({ reason }) {
      await noteOpened(reason);
      return null;
    },
    counts: () => readCounts(),
    requestSite: ({ request }) => requestSite(request),
    siteRequests: () => siteRequests(),
    takeReport: async () => reports.take(),
  };
}

/** The reply to a message, or null for one that this asker may not send or that nobody knows. */
export function answer(answers: Answers, request: unknown, asker: Asker): Promise<unknown> | null {
  if (typeof request !== 'object' || request === null || !('kind' in request)) return null;
  const { kind } = request as Request;
  if (!Object.hasOwn(answers, kind) || (OWN_PAGES_ONLY.has(kind) && !asker.own)) return null;
  // Each kind is answered by its own function; the compiler cannot follow that through the table.
  const handler = answers[kind] as (request: unknown, asker: Asker) => Promise<unknown>;
  return handler(request, asker);
}
