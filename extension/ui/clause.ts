/** Knows how a clause of the policy is named in the card, and opens its text there. */
import type { Policy, PolicyClause } from '../messages';
import { button, element } from './dom';
import { words } from './words';

/** "Policy 401.13, External sites · Student information (version 1.0)"; pressing it shows the clause with its version. */
export function clauseLine(policy: Policy | null, id: string): HTMLElement {
  const clause = policy?.clauses.find((one) => one.id === id);
  if (!policy || !clause) return element('p', { class: 'quiet' }, words.clauseUnknown(id));
  const text = clauseText(clause);
  text.hidden = true;
  const name = words.clause(policyNumber(policy), clause.group, clause.title, clause.version);
  const opener = button(name, 'link', () => {
    text.hidden = !text.hidden;
    opener.setAttribute('aria-expanded', String(!text.hidden));
  });
  opener.setAttribute('aria-expanded', 'false');
  return element('div', { class: 'clause' }, element('p', {}, opener), text);
}

/** The number that employees know, without the hash of the content: "401.13+ab12cd34" is "401.13". */
function policyNumber(policy: Policy): string {
  return policy.version.split('+')[0] ?? policy.version;
}

function clauseText(clause: PolicyClause): HTMLElement {
  return element(
    'div',
    { class: 'clause-text' },
    element('p', {}, clause.text.trim()),
    element('p', { class: 'quiet' }, words.clauseVersion(clause.version, clause.effective)),
  );
}
