/** Knows the state box of the popup: one line, the pause buttons, the code of the district, what is turned off. */
import { ask } from '../../background/ask';
import type { Policy, State } from '../../messages';
import { button, element } from '../../ui/dom';
import { place } from './place';
import { stateWords, words } from './words';

const HOUR = 60 * 60 * 1000;

export function showState(state: State, site: string | null, policy: Policy | null): void {
  const { mood, line, hint } = stateWords(state, site);
  const again = (next: State) => showState(next, site, policy);
  place('dot').className = mood;
  place('state-text').textContent = line;
  place('state-hint').textContent = hint;
  place('enroll').hidden = state.connection !== 'needsCode';
  showPause(state, site, again);
  showDismissed(state, policy, again);
}

/** Let the employee enroll with the district's code. */
export function offerEnrollment(shown: (state: State) => void): void {
  place<HTMLFormElement>('enroll').addEventListener('submit', (event) => {
    event.preventDefault();
    place('state-hint').textContent = words.enrolling;
    void ask({ kind: 'enroll', code: place<HTMLInputElement>('code').value.trim() }).then(shown);
  });
}

function showPause(state: State, site: string | null, again: (state: State) => void): void {
  const set = (until: number | null) => () => void ask({ kind: 'setPaused', until }).then(again);
  const paused = state.pausedUntil !== null && state.pausedUntil > Date.now();
  const tomorrow = new Date();
  tomorrow.setHours(24, 0, 0, 0);
  const here = site !== null && state.pausedSites.includes(site);
  const setHere = (on: boolean) => () =>
    void ask({ kind: 'pauseSite', site: site ?? '', paused: on }).then(again);
  const buttons = paused
    ? [button(words.resume, 'main', set(null))]
    : here
      ? [button(words.resume, 'main', setHere(false))]
      : [
          button(words.pauseHour, '', () => set(Date.now() + HOUR)()),
          button(words.pauseDay, '', set(tomorrow.getTime())),
          ...(site === null ? [] : [button(words.pauseSite(site), '', setHere(true))]),
        ];
  const hadFocus = place('pause').contains(document.activeElement);
  place('pause').replaceChildren(...buttons);
  if (hadFocus) buttons[0]?.focus();
}

function showDismissed(state: State, policy: Policy | null, again: (state: State) => void): void {
  place('off').hidden = state.dismissed.length === 0;
  place('dismissed').replaceChildren(
    ...state.dismissed.map((rule) =>
      element(
        'li',
        { class: 'row' },
        element('span', {}, words.dismissed(rule, policy)),
        button(words.turnOn, 'link', () => void ask({ kind: 'undoDismissRule', rule }).then(again)),
      ),
    ),
  );
}
