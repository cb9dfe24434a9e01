/** What the employee chooses, sees and asks for on this device: settings, hours, ledger, numbers, requests. Types only. */

/** `quiet`: underlines only; a card opens when it is asked for, and for what is serious. */
export type Mode = 'full' | 'quiet';
/** What a pause silences: everything, or all but what is serious. */
export type Pausing = 'all' | 'keepSerious';

/** Working hours in local time: `mon`, `07:30`, `2026-11-26`. */
export interface Schedule {
  days: string[];
  start: string;
  end: string;
  breaks: { start: string; end: string }[];
  holidays: string[];
}

/** What the employee may choose; null leaves it to the district or the default. */
export interface OwnSettings {
  serverUrl: string | null;
  mode: Mode | null;
  privateWindows: boolean;
  shift: Schedule | null;
}

export interface Sourced<T> {
  value: T;
  source: 'district' | 'you' | 'default';
}

/** The settings that hold, each with where it comes from. */
export interface Effective {
  serverUrl: Sourced<string>;
  mode: Sourced<Mode>;
  pausing: Sourced<Pausing>;
  privateWindows: Sourced<boolean>;
  shift: Sourced<Schedule | null>;
  /** Whether there is one. */
  enrollmentCode: Sourced<boolean>;
  sites: Sourced<string[]>;
}

/** One request that has left this device; `status` is null where nothing answered. */
export interface Sent {
  at: number;
  what: string;
  site: string;
  bytes: number;
  status: number | null;
}

export type CountEvent = 'shown' | 'edited' | 'posted' | 'dismissed' | 'flagged';

/** How often one thing happened with the warnings of one label on one site and day. */
export interface CountRow {
  day: string;
  site: string;
  label: string;
  clause: string;
  event: CountEvent;
  count: number;
}

/** An account or group that an employee asks to use for class or team. */
export interface SiteRequest {
  site: string;
  address: string;
  purpose: string;
  audience: string;
  moderator: string;
}

export type SiteReply = { outcome: 'asked' } | { outcome: 'away' | 'refused'; message: string };

export interface SiteAsked {
  receipt: string;
  address: string;
  date: string;
  state: 'waiting' | 'question' | 'approved' | 'refused' | 'expired' | 'unknown';
  message: string | null;
}

/** The line for mandated reporters. */
export interface Hotline {
  name: string;
  phone: string;
  link: string | null;
}
