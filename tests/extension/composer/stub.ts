/** What the tests of the composer code share: a site of one post form, and verdicts about chosen words. */

import type { Site } from '../../../extension/composer/site';
import type { CheckReply, Finding, Severity, Verdict } from '../../../extension/messages';

export const site: Site = {
  id: 'site.example',
  matches: [],
  rules: [
    {
      kind: 'comment',
      composer: '[data-comment]',
      scope: 'form',
      post: '[data-post]',
      enterPosts: true,
    },
    {
      kind: 'post',
      composer: 'textarea, [contenteditable="true"]',
      scope: 'form',
      post: '[data-post]',
      enterPosts: false,
    },
  ],
};

export function finding(
  text: string,
  words: string,
  severity: Exclude<Severity, 'clear'> = 'caution',
): Finding {
  const start = text.indexOf(words);
  return {
    label: 'insult',
    family: 'harassment',
    clause: 'conduct-respect',
    severity,
    confidence: 'likely',
    score: null,
    source: 'rule',
    rule: 'insults',
    reason: 'This may insult a person.',
    advice: 'Say what happened.',
    allowed: 'Respectful criticism.',
    spans: [{ start, end: start + words.length }],
  };
}

export function verdict(findings: Finding[]): Verdict {
  return {
    severity: findings[0]?.severity ?? 'clear',
    checked: 'full',
    language: 'en',
    findings,
    notices: [],
    model: '1',
    policy: '401.13',
  };
}

/** A service that warns of one word. */
export function warnsOf(words: string, severity: Exclude<Severity, 'clear'> = 'caution') {
  return async (text: string): Promise<CheckReply> => ({
    outcome: 'checked',
    verdict: verdict(text.includes(words) ? [finding(text, words, severity)] : []),
  });
}
