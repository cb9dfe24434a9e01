/**
 * Knows how one text gets its verdict: a time limit, one request per composer, and a few whole texts remembered in the
 * worker's memory, never in storage. Whatever goes wrong ends as an outcome, never as an error in the page.
 */
import { detailOf } from '../api/client';
import type { CheckReply, ComposerKind, Verdict } from '../messages';
import { NotEnrolled, withToken } from './enroll';
import { isPaused, readSettings } from './settings';
import type { ConnectionState } from './state';
import { onlySerious, readVerdict, withoutDismissed } from './verdict';
import { joinReplies, windowsOf } from './windows';

/** Milliseconds until the service counts as away. */
export const TIMEOUT = 2500;
const REMEMBERED = 60;
/** Windows of a long text that are asked for side by side. */
const SIDE_BY_SIDE = 2;
/** Milliseconds that a verdict is remembered: a new model is heard of soon. */
const FRESH = 30_000;

export interface CheckRequest {
  text: string;
  site: string;
  composer: ComposerKind;
}

const say = {
  away: 'The service cannot be reached: nothing is checked.',
  tooLong: 'This text is too long to be checked.',
  paused: 'Checking is paused.',
  refused: 'The service refused this text: it was not checked.',
};

export class Checks {
  private readonly connection: ConnectionState;
  private readonly running = new Map<string, AbortController>();
  private readonly remembered = new Map<string, { verdict: Verdict; until: number }>();

  constructor(connection: ConnectionState) {
    this.connection = connection;
  }

  /** `place` names one composer of one tab: a newer text of the same place ends the older request. */
  async check(request: CheckRequest, place: string): Promise<CheckReply> {
    this.running.get(place)?.abort();
    const controller = new AbortController();
    this.running.set(place, controller);
    try {
      const reply = await this.answer(request, controller.signal);
      return controller.signal.aborted ? { outcome: 'superseded' } : reply;
    } finally {
      if (this.running.get(place) === controller) this.running.delete(place);
    }
  }

  private async answer(request: CheckRequest, newer: AbortSignal): Promise<CheckReply> {
    const settings = await readSettings();
    const paused = isPaused(settings, request.site);
    if (paused && settings.pausing === 'all') return { outcome: 'paused', message: say.paused };
    const windows = windowsOf(request.text);
    const replies: CheckReply[] = [];
    for (let at = 0; at < windows.length; at += SIDE_BY_SIDE) {
      const some = windows.slice(at, at + SIDE_BY_SIDE);
      const answers = some.map(({ text }) => this.look({ ...request, text }, settings.serverUrl, newer));
      replies.push(...(await Promise.all(answers)));
      if (replies.some(({ outcome }) => outcome !== 'checked')) break;
    }
    const reply = joinReplies(windows, replies, request.text);
    if (reply.outcome !== 'checked') return reply;
    const verdict = withoutDismissed(reply.verdict, request.site, settings.dismissed);
    return { outcome: 'checked', verdict: paused ? onlySerious(verdict) : verdict };
  }

  /** One window; in a long text only the one that was edited is asked for anew. */
  private async look(request: CheckRequest, serverUrl: string, newer: AbortSignal): Promise<CheckReply> {
    const key = [serverUrl, request.site, request.composer, request.text].join('\n');
    const known = this.recall(key);
    const reply = known ? { outcome: 'checked' as const, verdict: known } : await this.ask(request, newer);
    if (reply.outcome === 'checked') this.remember(key, reply.verdict);
    return reply;
  }

  private async ask({ text, site, composer }: CheckRequest, newer: AbortSignal): Promise<CheckReply> {
    const body = { text, site, kind: composer, locale: null, client: null };
    try {
      const { data, error, response } = await withToken(
        (service, signal) => service.POST('/v1/check', { body, signal }),
        AbortSignal.any([newer, AbortSignal.timeout(TIMEOUT)]),
        site,
      );
      const verdict = response.ok ? readVerdict(data, text.length) : null;
      if (verdict) {
        this.connection.set('checking');
        return { outcome: 'checked', verdict };
      }
      return this.failed(response.status, detailOf(error));
    } catch (cause) {
      if (newer.aborted) return { outcome: 'superseded' };
      if (cause instanceof NotEnrolled) {
        this.connection.set(cause.needsCode ? 'needsCode' : 'refused');
        return { outcome: 'refused', message: cause.message };
      }
      this.connection.set('away');
      return { outcome: 'away', message: say.away };
    }
  }

  private failed(status: number, detail: string | null): CheckReply {
    if (status === 413) {
      this.connection.set('checking');
      return { outcome: 'tooLong', message: detail ?? say.tooLong };
    }
    // An answer that makes no sense, an overloaded service and a broken one are all the same to the writer.
    if (status < 400 || status === 429 || status >= 500) {
      this.connection.set('away');
      return { outcome: 'away', message: say.away };
    }
    this.connection.set(status === 401 || status === 403 ? 'refused' : 'checking');
    return { outcome: 'refused', message: detail ?? say.refused };
  }

  private recall(key: string): Verdict | null {
    const known = this.remembered.get(key);
    if (!known) return null;
    if (known.until >= Date.now()) return known.verdict;
    this.remembered.delete(key);
    return null;
  }

  private remember(key: string, verdict: Verdict): void {
    const until = this.remembered.get(key)?.until ?? Date.now() + FRESH;
    const [other] = this.remembered.values();
    // Another model or policy speaks now: what the older one said is forgotten.
    if (other && (other.verdict.model !== verdict.model || other.verdict.policy !== verdict.policy)) {
      this.remembered.clear();
    }
    this.remembered.delete(key);
    this.remembered.set(key, { verdict, until });
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
  }
}
