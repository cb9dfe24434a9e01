/** Every sentence of the popup. */
import type {
  CountEvent,
  CountRow,
  DismissedRule,
  FlagKind,
  Policy,
  ReceiptStatus,
  State,
} from '../../messages';

const time = (at: number) => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
const day = (date: string) =>
  new Date(`${date}T12:00`).toLocaleDateString([], { day: 'numeric', month: 'short', year: 'numeric' });

const kinds: Record<FlagKind, string> = {
  false_alarm: 'This is wrong',
  missed: 'Missed risk',
  right: 'This was right',
};

const events: Record<CountEvent, string> = {
  shown: 'shown',
  edited: 'changed',
  posted: 'posted as it was',
  dismissed: 'dismissed',
  flagged: 'flagged',
};

const asked: Record<string, string> = {
  'POST /v1/check': 'Text to check',
  'POST /v1/flags': 'Example you sent',
  'GET /v1/flags': 'State of an example',
  'DELETE /v1/flags': 'Example withdrawn',
  'GET /v1/policy': 'Policy read',
  'POST /v1/enroll': 'Browser enrolled',
  'POST /v1/counts': 'Numbers of warnings',
  'POST /v1/sites': 'Site asked for',
  'GET /v1/sites': 'State of a site',
};

/** How the state is drawn: never by colour alone, the words say the same. */
export type Mood = 'on' | 'off' | 'trouble';

export interface StateWords {
  mood: Mood;
  line: string;
  hint: string;
}

export function stateWords(state: State, site: string | null): StateWords {
  if (state.pausedUntil !== null && state.pausedUntil > Date.now()) {
    return {
      mood: 'off',
      line: `Paused until ${time(state.pausedUntil)}`,
      hint: state.pausing === 'keepSerious' ? words.onlySerious : 'Nothing is checked meanwhile.',
    };
  }
  if (site !== null && state.pausedSites.includes(site)) {
    return { mood: 'off', line: `Paused on ${site}`, hint: 'Nothing is checked here until you resume.' };
  }
  const trouble = { mood: 'trouble' as const };
  if (state.connection === 'away') {
    const hint = `You can type and post as ever. Is the service at ${state.serverUrl} running?`;
    return { ...trouble, line: 'Service cannot be reached: nothing is checked', hint };
  }
  if (state.connection === 'needsCode') {
    const hint = 'Your district gives out the code for this browser.';
    return { ...trouble, line: 'Not enrolled yet: nothing is checked', hint };
  }
  if (state.connection === 'refused') {
    const hint = 'Ask your district’s administrator why, and try again later.';
    return { ...trouble, line: 'The service refuses this browser: nothing is checked', hint };
  }
  if (site === null) {
    const hint = 'Posts on Facebook, X and the practice page are checked while you type.';
    return { mood: 'off', line: 'Not checked on this site', hint };
  }
  return { mood: 'on', line: `Checking on ${site === 'practice' ? 'the practice page' : site}`, hint: '' };
}

export const words = {
  pauseHour: 'Pause for an hour',
  pauseDay: 'Until tomorrow',
  pauseSite: (site: string) => `On ${site}`,
  resume: 'Resume now',
  today: (shown: number, edited: number, posted: number) =>
    shown === 0
      ? 'Nothing to look at again today.'
      : `Today: ${shown} to look at again, ${edited} changed, ${posted} posted as it was.`,
  noCounts: 'Nothing was counted yet.',
  counted: ({ day: date, site, label, event, count }: CountRow, policy: Policy | null) =>
    `${day(date)} · ${site} · ${policy?.labels.find(({ id }) => id === label)?.title ?? label}: ${events[event]} ${count}`,
  askAddress: 'Give the whole address of the page or group, beginning with https://.',
  asked: 'Asked. Your Principal answers; look here again.',
  askUnknown: 'Its state cannot be asked for now.',
  onlySerious: 'Your district keeps what is serious from being paused.',
  time,
  ledgerSum: (count: number, bytes: number) =>
    count === 0
      ? 'Nothing was sent yet.'
      : `${count} requests, ${(bytes / 1000).toFixed(1)} kB in all. Never kept with its text.`,
  bytes: (bytes: number) => `${bytes} B`,
  status: (status: number | null) => (status === null ? 'none' : String(status)),
  what: (what: string) => asked[what] ?? what,
  noReceipts:
    'Nothing yet. What you send from “This is wrong” or from here is listed with what became of it.',
  receipt: ({ kind, date }: ReceiptStatus) => `${kinds[kind] ?? kind} · ${day(date)}`,
  labels: ({ labels }: ReceiptStatus, policy: Policy | null) =>
    labels.map((id) => policy?.labels.find((label) => label.id === id)?.title ?? id).join(', '),
  outcome({ state, message }: ReceiptStatus): string {
    if (message) return message;
    if (state === 'waiting') return 'Waits for a reviewer.';
    if (state === 'reviewed') return 'Reviewed. Thank you.';
    if (state === 'withdrawn') return 'Withdrawn: the text is deleted.';
    if (state === 'held') return 'Kept for a legal reason: it cannot be withdrawn now.';
    return 'Its state cannot be asked for now.';
  },
  withdraw: 'Withdraw',
  notWithdrawn: 'That did not work. Try again later.',
  dismissed: ({ id, site }: DismissedRule, policy: Policy | null) =>
    `${policy?.labels.find((label) => label.id === id)?.title ?? id} on ${site}`,
  turnOn: 'Turn on again',
  version: ({ model, version }: Policy) => `Model ${model} · policy ${version.split('+')[0]}`,
  /** A note that an older release of the extension has kept has no day. */
  change: (note: Policy['changeNote'] | string) =>
    note === null ? '' : typeof note === 'string' ? note : `${day(note.on)}: ${note.text}`,
  noVersion: 'The service was not reached yet.',
  enrolling: 'Enrolling …',
  sent: (serverUrl: string) => [
    `While you write a post, its text goes to your district’s service at ${serverUrl} to be checked. It is neither stored nor logged there.`,
    'Nothing else of the page is read. Pictures are never read.',
    'Only what you send from a preview is stored: masked on this device, without your name. Your district keeps it, and it may be a public record.',
    'This device keeps your settings and receipts, never your texts.',
  ],
};
