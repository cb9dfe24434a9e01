/** Every sentence that the card, the dialog and the notes say. Calm, short, and never a verdict on the writer. */
import type { ShownSeverity } from '../composer/concern';
import { severityWordEs, spanish } from './words.es';

export const severityWord: Record<ShownSeverity, string> = {
  info: 'Worth knowing',
  caution: 'Have a second look',
  serious: 'Please stop for a moment',
};

export const words = {
  close: 'Close',
  previous: 'Previous',
  next: 'Next',
  position: (index: number, count: number) => `${index} of ${count}`,
  instead: 'Fine instead:',
  allowed: 'The policy allows:',
  clause: (policy: string, group: string, title: string, version: string) =>
    `Policy ${policy}, ${group} · ${title} (version ${version})`,
  clauseUnknown: (id: string) => `Policy clause ${id}`,
  clauseVersion: (version: string, effective: string) => `Version ${version}, in effect since ${effective}`,
  link: 'Read more',
  wholeText: 'The whole text',
  foundBy: {
    rule: { likely: 'Matched a rule.', possible: 'Matched a rule; it may be harmless.' },
    classifier: {
      likely: 'Reads like examples that reviewers have labeled.',
      possible: 'Reads a little like examples that reviewers have labeled.',
    },
  },

  dismiss: 'Dismiss',
  dismissText: 'This text',
  dismissTextHint: 'only these words',
  dismissRule: (site: string) => `This rule on ${site}`,
  dismissRuleHint: 'until you turn it on again',
  pause: 'Pause for an hour',
  pauseHint: 'nothing is checked',
  dismissed: 'Dismissed here.',
  dismissedRule: (site: string) => `This rule is off on ${site}.`,
  paused: 'Paused for an hour.',
  undo: 'Undo',
  notSaved: 'That could not be saved. Try again from the toolbar icon.',

  wrong: 'This is wrong',
  wrongNeedsExtension: 'To tell your reviewers, use the browser extension: the practice page sends nothing.',

  edit: 'Edit my post',
  postAnyway: 'Post anyway',
  pressAgain: 'The site is not ready to post. Press Post, or the same key, again.',
  more: (count: number) =>
    count === 1 ? 'And one more place further on.' : `And ${count} more places further on.`,

  call: (name: string, phone: string) => `${name}: ${phone}`,
  callTitle: 'Your reporting line',

  picture: {
    title: 'Who is in this picture?',
    unseen: 'Forethought has not looked at the picture itself, and never does.',
    question: 'In it are …',
    named: '(the file is named so)',
    subjects: {
      students: 'students',
      staff: 'people who work here',
      plan: 'a floor plan or another plan of a building',
    },
    asks: {
      students: {
        rule: 'The policy asks for written consent of the parents of each student, the public arena excepted.',
        answers: [
          ['Written consent is on file', 'Then it is fine.'],
          ['It is from the public arena: a game, a concert, a play', 'Then it is fine.'],
          ['Neither, or not sure', 'Please leave it out until you have the consent.'],
        ],
      },
      staff: {
        rule: 'The policy asks for their consent, in the public arena or not.',
        answers: [
          ['They have agreed', 'Then it is fine.'],
          ['Not asked yet', 'Please ask them first.'],
        ],
      },
      plan: {
        rule: 'The policy keeps plans of buildings inside the district; no consent changes that. Please take it out.',
        answers: [],
      },
    } as Record<'students' | 'staff' | 'plan', { rule: string; answers: [answer: string, what: string][] }>,
    done: 'Done',
    announce: (count: number) =>
      count === 1
        ? 'A picture was added. Press Alt Shift P to answer who is in it.'
        : `${count} pictures were added. Press Alt Shift P to answer who is in them.`,
  },

  workTime: {
    title: 'Work time',
    message: 'Your schedule says this is work time.',
    forMyJob: 'This is for my job',
    silenced: 'Nothing more about it here until your shift ends.',
  },

  announce: (count: number) =>
    count === 1
      ? 'One place to look at again. Press Alt Shift F to hear it.'
      : `${count} places to look at again. Press Alt Shift F to hear them.`,
  cardHint: 'Press Enter to go to the card, Escape to close it.',

  notHere: 'Not checked here',
  notHereHint: 'Forethought does not know this box: what you write in it is not read.',
  notHeld: 'There is no Post button here, so nothing is held: it goes out when you press the key.',

  unchecked: {
    tooLong: 'Not checked: this text is too long.',
    language: 'Not checked: this language is not supported yet.',
    partial: 'Only a part of this text was checked.',
  },
};

export type Words = typeof words;

/** The language that the browser has chosen for the extension; what is said from now on is said in it. */
export function speak(language: string): void {
  if (language !== 'es') return;
  Object.assign(words, spanish);
  Object.assign(severityWord, severityWordEs);
  spoken = language;
}

let spoken = 'en';
/** For the `lang` of what we put on a page. */
export const spokenLanguage = () => spoken;
