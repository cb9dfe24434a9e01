/**
 * Every message of the extension in one place: who may ask what, and what the answer looks like. Types only, so that
 * code which also runs without an extension (composer/, ui/, the practice page) may import it.
 * Offsets are UTF-16 code units, half-open, in the text they stand beside.
 */

import type {
  CountRow,
  Effective,
  Hotline,
  Mode,
  OwnSettings,
  Pausing,
  Schedule,
  Sent,
  SiteAsked,
  SiteReply,
  SiteRequest,
} from './own';
import type { Place, PlaceRow, PolicySites } from './places/types';

export type * from './own';

export type Severity = 'clear' | 'info' | 'caution' | 'serious';
export type ComposerKind = 'post' | 'comment' | 'message' | 'profile';
export type FlagKind = 'false_alarm' | 'missed' | 'right';

export interface Span {
  start: number;
  end: number;
}

export interface Finding {
  label: string;
  family: string;
  clause: string;
  severity: Exclude<Severity, 'clear'>;
  confidence: 'possible' | 'likely';
  /** Null for rules. */
  score: number | null;
  source: 'rule' | 'classifier';
  /** The rule's id; null for the classifier. */
  rule: string | null;
  reason: string;
  advice: string;
  allowed: string;
  spans: Span[];
}

export interface Notice {
  id: string;
  message: string;
  link: string | null;
  spans: Span[];
}

export interface Verdict {
  severity: Severity;
  /** What was really looked at: silence on `none` is not safety. */
  checked: 'full' | 'partial' | 'none';
  language: string | null;
  findings: Finding[];
  notices: Notice[];
  model: string;
  policy: string;
}

export interface PolicyLabel {
  id: string;
  family: string;
  clause: string;
  severity: Severity;
  title: string;
  reason: string;
  advice: string;
  allowed: string;
}

export interface PolicyClause {
  id: string;
  title: string;
  group: string;
  text: string;
  version: string;
  effective: string;
  force: string;
  audience: string[];
  scope: string;
}

export interface PolicyFamily {
  id: string;
  title: string;
  labels: string[];
}

export interface Policy {
  version: string;
  model: string;
  /** What the district says about the version in service, and since which day: `2026-11-24`. */
  changeNote: { text: string; on: string } | null;
  labels: PolicyLabel[];
  clauses: PolicyClause[];
  notices: { id: string; kind: string; message: string; link: string | null }[];
  families: PolicyFamily[];
  maxLength: number;
  /** Missing in a copy that an older version has kept. */
  schedule?: Schedule | null;
  hotline?: Hotline | null;
  sites?: PolicySites;
}

/** `superseded`: a later text of the same composer was sent meanwhile; ignore this answer. */
export type CheckReply =
  | { outcome: 'checked'; verdict: Verdict }
  | { outcome: 'away' | 'refused' | 'tooLong' | 'paused'; message: string }
  | { outcome: 'superseded' };

export type MaskKind =
  | 'NAME'
  | 'HANDLE'
  | 'PHONE'
  | 'SSN'
  | 'EMAIL'
  | 'URL'
  | 'CARD'
  | 'ADDRESS'
  | 'DATE'
  | 'NUMBER';

/** One masked stretch: `token` stands in the masked text for `start..end` of the text as typed. */
export interface MaskToken {
  token: string;
  start: number;
  end: number;
  kind: MaskKind;
}

export interface Masked {
  text: string;
  tokens: MaskToken[];
}

/** What leaves the device on *Send*: `text` and `note` are masked and the spans point into the masked text. */
export interface Flag {
  text: string;
  site: string;
  kind: FlagKind;
  labels: string[];
  findings: Pick<Finding, 'label' | 'source' | 'rule' | 'score' | 'spans'>[];
  note: string;
}

export type SendReply =
  | { outcome: 'sent'; receipt: string; state: string }
  | { outcome: 'away' | 'refused'; message: string };

export type WithdrawReply = { outcome: 'withdrawn' } | { outcome: 'away' | 'refused'; message: string };

/** Kept on this device: never the text. `date` is a day, YYYY-MM-DD. */
export interface Receipt {
  receipt: string;
  date: string;
  kind: FlagKind;
  labels: string[];
}

/**
 * `state` as the service tells it now; `unknown` when it cannot be asked. `held`: the district has to keep it for a
 * legal reason, and withdraws it, if asked to, when the hold ends.
 */
export interface ReceiptStatus extends Receipt {
  state: 'waiting' | 'reviewed' | 'withdrawn' | 'held' | 'unknown';
  outcome: string | null;
  message: string | null;
}

/** Epoch milliseconds, or null when not paused. */
export type PausedUntil = number | null;

/** A rule (or, for the classifier, a label) that the employee does not want to see on one site. */
export interface DismissedRule {
  site: string;
  source: 'rule' | 'classifier';
  /** Rule id, or label id for the classifier. */
  id: string;
}

/** `ready`: nothing was asked yet since the browser started, and nothing is known to be wrong. */
export type Connection = 'ready' | 'checking' | 'away' | 'needsCode' | 'refused';

export interface State {
  connection: Connection;
  pausedUntil: PausedUntil;
  pausedSites: string[];
  pausing: Pausing;
  mode: Mode;
  /** Cards that have opened by themselves today, by reason. */
  opened: Record<string, number>;
  serverUrl: string;
  dismissed: DismissedRule[];
}

type Empty = Record<never, never>;

/** Request and reply of each message, by its kind. The sender is a page's content script or the popup. */
export interface Messages {
  /** From a content script when it starts on a site: the icon of its tab says that posts here are checked. */
  hello: { request: { site: string }; reply: State };
  /** `composerId` is any name that is stable for one composer: a newer check of it aborts the older one. */
  checkText: {
    request: { text: string; site: string; composer: ComposerKind; composerId: string };
    reply: CheckReply;
  };
  /** From a content script when it starts: may this page be read? */
  place: { request: Empty; reply: Place };
  /** For the options page. A permission is asked for there, as only a press of the employee may. */
  places: { request: Empty; reply: PlaceRow[] };
  /** The host that was added, null for what is none or is never read. */
  addPlace: { request: { host: string }; reply: string | null };
  removePlace: { request: { host: string }; reply: PlaceRow[] };
  /** Masks on the device; nothing is sent. */
  previewFlag: { request: { text: string }; reply: Masked };
  sendFlag: { request: { flag: Flag }; reply: SendReply };
  receipts: { request: Empty; reply: ReceiptStatus[] };
  withdrawFlag: { request: { receipt: string }; reply: WithdrawReply };
  /** Null when the service was never reached. */
  getPolicy: { request: Empty; reply: Policy | null };
  getState: { request: Empty; reply: State };
  setPaused: { request: { until: PausedUntil }; reply: State };
  /** The background leaves these findings out of every later verdict on that site. */
  dismissRule: { request: { rule: DismissedRule }; reply: State };
  undoDismissRule: { request: { rule: DismissedRule }; reply: State };
  enroll: { request: { code: string }; reply: State };
  pauseSite: { request: { site: string; paused: boolean }; reply: State };
  /** For the options page. */
  settings: { request: Empty; reply: Effective };
  /** Null where the browser could not keep them. */
  saveSettings: { request: { change: Partial<OwnSettings> }; reply: Effective | null };
  /** Whether the notice of work time should be shown now. */
  workTime: { request: { site: string }; reply: boolean };
  /** *This is for my job*: silent on this site until the shift ends. */
  forMyJob: { request: { site: string }; reply: null };
  count: { request: Omit<CountRow, 'day' | 'count'>; reply: null };
  cardOpened: { request: { reason: string }; reply: null };
  /** What was counted on this device, newest day first. */
  counts: { request: Empty; reply: CountRow[] };
  requestSite: { request: { request: SiteRequest }; reply: SiteReply };
  siteRequests: { request: Empty; reply: SiteAsked[] };
  /** Newest first. */
  ledger: { request: Empty; reply: Sent[] };
  /** The sentence that waits for the report page (context menu on a page without a composer), once. */
  takeReport: { request: Empty; reply: { text: string; site: string } | null };
}

export type MessageKind = keyof Messages;
export type RequestOf<K extends MessageKind> = { kind: K } & Messages[K]['request'];
export type ReplyTo<K extends MessageKind> = Messages[K]['reply'];
export type Request = { [K in MessageKind]: RequestOf<K> }[MessageKind];
/** How a page or the popup asks; the practice page brings its own. */
export type Ask = <K extends MessageKind>(request: RequestOf<K>) => Promise<ReplyTo<K>>;

/** From the background to content scripts. */
export type PageMessage =
  /** Context menu *Report a missed risk*: open the preview with this sentence. Answer `{ opened: true }`. */
  | { kind: 'openReport'; text: string }
  /** Paused, resumed, dismissed, away, back: drop what is shown or check again. */
  | { kind: 'stateChanged'; state: State }
  /** From the popup: are posts here checked? Answer `{ site }`. */
  | { kind: 'whichSite' };

export interface PageReplies {
  openReport: { opened: boolean };
  stateChanged: undefined;
  whichSite: { site: string };
}

/** What `openPreview` of ui/preview.ts is given. */
export interface FlagDraft {
  text: string;
  site: string;
  findings: Finding[];
  kind: FlagKind;
}

/** What the preview may do; the host passes functions that ask the background. */
export interface PreviewApi {
  preview(text: string): Promise<Masked>;
  send(flag: Flag): Promise<SendReply>;
  /** Families and labels for the picker of a missed risk. */
  policy(): Promise<Policy | null>;
}
