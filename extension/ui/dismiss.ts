/** Knows the menu under *Dismiss*: what each choice covers is said before it is chosen. */
import { button, element } from './dom';
import { icon } from './icons';
import { words } from './words';

export type Scope = 'text' | 'rule' | 'pause';

/** The *Dismiss* button, and the menu that it opens; put one after the other. */
export function dismissMenu(
  site: string,
  scopes: readonly Scope[],
  choose: (scope: Scope) => void,
): { opener: HTMLButtonElement; menu: HTMLElement } {
  const texts: Record<Scope, [label: string, hint: string]> = {
    text: [words.dismissText, words.dismissTextHint],
    rule: [words.dismissRule(site), words.dismissRuleHint],
    pause: [words.pause, words.pauseHint],
  };
  const choices = scopes.map((scope) => {
    const [label, hint] = texts[scope];
    const choice = button(label, '', () => choose(scope));
    choice.append(element('span', { class: 'quiet' }, hint));
    choice.dataset.scope = scope;
    return choice;
  });
  const menu = element('div', { class: 'menu', role: 'group', 'aria-label': words.dismiss }, ...choices);
  menu.hidden = true;
  const opener = button(words.dismiss, '', () => {
    menu.hidden = !menu.hidden;
    opener.setAttribute('aria-expanded', String(!menu.hidden));
    if (!menu.hidden) choices[0]?.focus();
  });
  opener.append(icon('chevronDown'));
  opener.setAttribute('aria-expanded', 'false');
  return { opener, menu };
}
