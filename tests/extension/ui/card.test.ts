import { describe, expect, test, vi } from 'vitest';
import type { Concern } from '../../../extension/composer/concern';
import type { Policy } from '../../../extension/messages';
import { buildCard, shorten } from '../../../extension/ui/card';
import { finding } from '../composer/stub';

const policy: Policy = {
  version: '401.13+ab12cd34',
  model: '1',
  changeNote: null,
  labels: [],
  clauses: [
    {
      id: 'conduct-respect',
      title: 'Respect for others',
      group: 'A. Conduct',
      text: 'Employees treat others with respect.',
      version: '1.0',
      effective: '2026-08-01',
      force: 'required',
      audience: ['employees'],
      scope: 'any',
    },
  ],
  notices: [],
  families: [],
  maxLength: 10_000,
};
const concern: Concern = {
  key: 'k',
  severity: 'caution',
  spans: [{ start: 4, end: 8 }],
  words: 'fool',
  finding: finding('you fool', 'fool'),
  notice: null,
};
const actions = { move: vi.fn(), dismiss: vi.fn(), wrong: vi.fn(), close: vi.fn() };
const content = { concern, index: 1, count: 1, site: 'facebook.com', policy, held: true };

const press = (card: Element, selector: string) => card.querySelector<HTMLButtonElement>(selector)?.click();

describe('the card', () => {
  test('says severity, words, reason with its source, clause, advice and what is allowed', () => {
    const said = buildCard(content, actions).textContent;
    for (const part of [
      'Have a second look',
      'fool',
      'This may insult a person. Matched a rule.',
      'Policy 401.13, A. Conduct · Respect for others',
      'Fine instead: say what happened.',
      'The policy allows: respectful criticism.',
    ]) {
      expect(said).toContain(part);
    }
  });

  test('opens the clause with its version', () => {
    const card = buildCard(content, actions);
    const text = card.querySelector<HTMLElement>('.clause-text');
    expect(text?.hidden).toBe(true);
    press(card, '.clause button');
    expect(text?.hidden).toBe(false);
    expect(text?.textContent).toContain('Employees treat others with respect.');
    expect(text?.textContent).toContain('Version 1.0, in effect since 2026-08-01');
    expect(card.querySelector('.clause button')?.getAttribute('aria-expanded')).toBe('true');
  });

  test('names the clause by its id while the policy is not known', () => {
    expect(buildCard({ ...content, policy: null }, actions).textContent).toContain('conduct-respect');
  });

  test('has a pager only where there is more than one', () => {
    expect(buildCard(content, actions).querySelector('.pager')).toBeNull();
    const card = buildCard({ ...content, index: 2, count: 3 }, actions);
    expect(card.querySelector('.pager')?.textContent).toContain('2 of 3');
    press(card, '.next');
    press(card, '.previous');
    expect(actions.move.mock.calls).toEqual([[1], [-1]]);
  });

  test('says what each dismissal covers before it is chosen', () => {
    const card = buildCard(content, actions);
    const menu = card.querySelector<HTMLElement>('.menu');
    expect(menu?.hidden).toBe(true);
    press(card, '[aria-expanded]:not(.link)');
    expect(menu?.hidden).toBe(false);
    expect(menu?.textContent).toContain('This rule on facebook.com');
    press(card, '[data-scope="rule"]');
    expect(actions.dismiss).toHaveBeenCalledWith('rule');
  });

  test('shows a notice without clause, rule or flag, and links only to web addresses', () => {
    const notice = { id: 'n', message: 'You can tell the office.', link: 'javascript:alert(1)', spans: [] };
    const card = buildCard(
      { ...content, concern: { ...concern, severity: 'info', finding: null, notice } },
      actions,
    );
    expect(card.textContent).toContain('You can tell the office.');
    expect(card.querySelector('a')).toBeNull();
    expect(card.querySelector('.wrong')).toBeNull();
    expect(card.querySelector('[data-scope="rule"]')).toBeNull();
  });

  test('never reads words as markup', () => {
    const words = '<img src=x onerror=alert(1)>';
    const card = buildCard({ ...content, concern: { ...concern, words } }, actions);
    expect(card.querySelector('img')).toBeNull();
    expect(card.textContent).toContain(words);
  });
});

describe('shorten', () => {
  test('leaves short words as they are, in one line', () => expect(shorten('a\n b')).toBe('a b'));
  test('cuts the middle out of long ones, and no emoji in two', () => {
    expect(shorten('😀'.repeat(9), 4)).toBe('😀😀 … 😀😀');
  });
});
