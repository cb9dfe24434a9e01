/**
 * Knows how the practice page asks the service it came from: same origin, with the page's own short-lived token, which
 * checks and nothing more. Answers the same requests as the extension's background; what needs storage stays in memory.
 */
import type {
  Ask,
  CheckReply,
  MessageKind,
  Policy,
  ReplyTo,
  Request,
  RequestOf,
  State,
  Verdict,
} from '../messages';

/** Longest wait for an answer, in milliseconds. */
const TIMEOUT = 4000;

interface ServedPolicy extends Omit<Policy, 'changeNote' | 'maxLength'> {
  change_note?: Policy['changeNote'];
  text?: { max_length?: number };
}

export class PracticeService {
  private token: string;
  private readonly state: State;

  constructor(token: string) {
    this.token = token;
    this.state = {
      connection: 'ready',
      pausedUntil: null,
      pausedSites: [],
      pausing: 'all',
      mode: 'full',
      opened: {},
      serverUrl: location.origin,
      dismissed: [],
    };
  }

  /** The `Ask` of the companion. */
  readonly ask: Ask = async <K extends MessageKind>(request: RequestOf<K>) =>
    // Each kind is answered with its own type; the compiler cannot follow that through the switch.
    (await this.answer(request as Request)) as ReplyTo<K>;

  private async answer(request: Request): Promise<unknown> {
    switch (request.kind) {
      case 'checkText':
        return this.check(request.text, request.composer);
      case 'getPolicy':
        return this.policy();
      case 'setPaused':
        this.state.pausedUntil = request.until;
        return this.state;
      case 'dismissRule':
        this.state.dismissed.push(request.rule);
        return this.state;
      case 'undoDismissRule':
        this.state.dismissed = this.state.dismissed.filter(({ id }) => id !== request.rule.id);
        return this.state;
      default:
        return this.state;
    }
  }

  private async check(text: string, kind: string): Promise<CheckReply> {
    if (this.state.pausedUntil && this.state.pausedUntil > Date.now()) {
      return { outcome: 'paused', message: '' };
    }
    const body = JSON.stringify({ text, site: 'practice', kind });
    try {
      let response = await this.post(body);
      if (response.status === 401 && (await this.renew())) response = await this.post(body);
      if (response.status === 413) return { outcome: 'tooLong', message: '' };
      if (!response.ok) throw new Error(`The service answered ${response.status}`);
      const verdict = (await response.json()) as Verdict;
      if (!Array.isArray(verdict.findings) || !Array.isArray(verdict.notices)) throw new Error('No verdict');
      return { outcome: 'checked', verdict };
    } catch {
      return { outcome: 'away', message: '' };
    }
  }

  private post(body: string): Promise<Response> {
    return fetch('/v1/check', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.token}` },
      body,
      signal: AbortSignal.timeout(TIMEOUT),
    });
  }

  /** The page's token lives for minutes; a page that stays open fetches the next one. */
  private async renew(): Promise<boolean> {
    const response = await fetch('/practice/token', { signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) return false;
    const { token } = (await response.json()) as { token?: unknown };
    if (typeof token !== 'string') return false;
    this.token = token;
    return true;
  }

  private async policy(): Promise<Policy | null> {
    const response = await fetch('/v1/policy', {
      headers: { Authorization: `Bearer ${this.token}` },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!response.ok) return null;
    const { change_note, text, ...rest } = (await response.json()) as ServedPolicy;
    return { ...rest, changeNote: change_note ?? null, maxLength: text?.max_length ?? 10_000 };
  }
}
