/** Every sentence of the sheet that shows what will be sent. */
import type { FlagKind, MaskKind } from '../messages';

export const previewWords = {
  title: {
    false_alarm: 'This is wrong',
    missed: 'Report a missed risk',
    right: 'This was right',
  } satisfies Record<FlagKind, string>,
  goes: 'This will be sent:',
  chips: 'Names and numbers are hidden. Press one to show it.',
  show: (token: string) => `Show what ${token} hides`,
  hide: (shown: string) => `Hide ${shown} again`,
  always: (kind: MaskKind) => `Always hidden: ${hiddenKind[kind]}`,
  label: 'What was missed?',
  notSure: 'I am not sure',
  note: 'Note for the reviewers (optional)',
  noteGoes: 'Your note will be sent as:',
  only: 'Only this text goes to your district’s reviewers. Your name does not.',
  stored: 'Your district stores it, and it may be a public record.',
  send: 'Send',
  sending: 'Sending …',
  cancel: 'Cancel',
  close: 'Close',
  sent: 'Sent. Thank you.',
  receipt: 'Receipt',
  kept: 'Open Forethought from the toolbar to see what becomes of it, or to withdraw it.',
  notMasked: 'The text could not be masked, so nothing can be sent. Reload the page and try again.',
  notSent: 'That did not work: nothing was sent. Reload the page and try again.',
};

const hiddenKind: Record<MaskKind, string> = {
  NAME: 'a name',
  HANDLE: 'an account name',
  PHONE: 'a phone number',
  SSN: 'a social security number',
  EMAIL: 'an e-mail address',
  URL: 'a web address',
  CARD: 'a card or account number',
  ADDRESS: 'a street address',
  DATE: 'a date',
  NUMBER: 'a number',
};
