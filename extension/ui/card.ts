/** Knows the card: one concern in words, its clause, what would be fine instead, and what the employee may do about it. */
import type { Concern } from '../composer/concern';
import type { Finding, Hotline, Notice, Policy } from '../messages';
import { clauseLine } from './clause';
import { dismissMenu, type Scope } from './dismiss';
import { button, element } from './dom';
import { icon, mark } from './icons';
import { severityWord, words } from './words';

export interface CardContent {
  concern: Concern;
  /** Place of this concern among those of the composer, from 1. */
  index: number;
  count: number;
  site: string;
  policy: Policy | null;
  /** False where the site has no Post button that could be held. */
  held: boolean;
}

export interface CardActions {
  move(step: 1 | -1): void;
  dismiss(scope: Scope): void;
  wrong(): void;
  close(): void;
}

const LONGEST_WORDS = 90;

/** The card's element; it is made anew for every concern. */
export function buildCard(content: CardContent, actions: CardActions): HTMLElement {
  const { concern } = content;
  const title = element('h2', { id: 'forethought-title' }, severityWord[concern.severity]);
  const card = element('div', {
    class: 'card',
    role: 'dialog',
    'aria-labelledby': 'forethought-title',
    'data-severity': concern.severity,
    'data-label': concern.finding?.label ?? concern.notice?.id ?? '',
    tabindex: '-1',
  });
  card.append(
    element(
      'header',
      { role: 'none' },
      mark(concern.severity),
      title,
      content.count > 1 ? pager(content, actions) : null,
      button(words.close, 'small close', actions.close, icon('x')),
    ),
    element('p', { class: 'words' }, element('q', {}, shorten(concern.words))),
  );
  if (concern.finding) card.append(...findingParts(concern.finding, content.policy));
  if (concern.notice) card.append(...noticeParts(concern.notice, content.policy));
  if (concern.severity === 'serious' && !content.held) {
    card.append(element('p', { class: 'quiet not-held' }, words.notHeld));
  }
  card.append(actionRow(content, actions));
  return card;
}

/** Words in one line: what is long is cut in the middle, at a character that stands alone. */
export function shorten(text: string, longest = LONGEST_WORDS): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= longest) return characters.join('');
  const half = Math.floor(longest / 2);
  return `${characters.slice(0, half).join('')} … ${characters.slice(-half).join('')}`;
}

function findingParts(finding: Finding, policy: Policy | null): HTMLElement[] {
  const parts = [
    element(
      'p',
      { class: 'reason' },
      `${finding.reason} `,
      element('span', { class: 'quiet source' }, words.foundBy[finding.source]?.[finding.confidence] ?? ''),
    ),
    clauseLine(policy, finding.clause),
    element('p', { class: 'advice' }, element('b', {}, words.instead), ` ${lowerFirst(finding.advice)}`),
    element('p', { class: 'allowed' }, element('b', {}, words.allowed), ` ${lowerFirst(finding.allowed)}`),
  ];
  return parts.filter((part) => part.className !== 'advice' || finding.advice !== '');
}

function noticeParts(notice: Notice, policy: Policy | null): HTMLElement[] {
  const parts = [element('p', { class: 'reason' }, notice.message)];
  const hotline = notice.id === 'mandated_reporter' ? policy?.hotline : null;
  if (hotline) return [...parts, ...hotlineParts(hotline)];
  if (notice.link && /^https?:\/\//.test(notice.link)) {
    const link = element('a', { href: notice.link, target: '_blank', rel: 'noreferrer' }, words.link);
    parts.push(element('p', {}, link));
  }
  return parts;
}

/** The line that the district has set stands in place of the general one. */
function hotlineParts({ name, phone, link }: Hotline): HTMLElement[] {
  const call = element('a', { href: `tel:${phone.replace(/[^+\d]/g, '')}` }, words.call(name, phone));
  const parts = [element('p', { class: 'hotline' }, element('b', {}, `${words.callTitle}: `), call)];
  if (link && /^https:\/\//.test(link)) {
    const more = element('a', { href: link, target: '_blank', rel: 'noreferrer' }, words.link);
    parts.push(element('p', {}, more));
  }
  return parts;
}

function pager({ index, count }: CardContent, actions: CardActions): HTMLElement {
  return element(
    'span',
    { class: 'pager' },
    words.position(index, count),
    button(words.previous, 'small previous', () => actions.move(-1), icon('chevronLeft')),
    button(words.next, 'small next', () => actions.move(1), icon('chevronRight')),
  );
}

function actionRow(content: CardContent, actions: CardActions): HTMLElement {
  const scopes: Scope[] = content.concern.finding ? ['text', 'rule', 'pause'] : ['text', 'pause'];
  const { opener, menu } = dismissMenu(content.site, scopes, actions.dismiss);
  const row = element('div', { class: 'actions' }, opener);
  if (content.concern.finding) row.append(button(words.wrong, 'wrong', actions.wrong));
  row.append(menu);
  return row;
}

/** Mid-sentence after "Fine instead:", unless the sentence starts with a name, an "I" or an abbreviation. */
function lowerFirst(sentence: string): string {
  return /^[A-Z][a-z]+\b(?! [A-Z])/.test(sentence)
    ? sentence[0]?.toLowerCase() + sentence.slice(1)
    : sentence;
}
