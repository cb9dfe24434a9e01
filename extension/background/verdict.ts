/** Knows what a verdict must look like before it is believed, and what is left of it after dismissals. */
import type { DismissedRule, Finding, Notice, Severity, Span, Verdict } from '../messages';

const SEVERITIES: readonly Severity[] = ['clear', 'info', 'caution', 'serious'];

/**
 * The verdict in an answer of the service, or null for nonsense. Findings of a kind that this version does not know
 * are left out, as are spans outside the text.
 */
export function readVerdict(value: unknown, length: number): Verdict | null {
  if (!isRecord(value)) return null;
  const { severity, checked, language, findings, notices, model, policy } = value;
  if (!isOneOf(severity, SEVERITIES) || !isOneOf(checked, ['full', 'partial', 'none'])) return null;
  if (!Array.isArray(findings) || !Array.isArray(notices)) return null;
  if (typeof model !== 'string' || typeof policy !== 'string') return null;
  return {
    severity,
    checked,
    language: typeof language === 'string' ? language : null,
    findings: findings.flatMap((finding) => readFinding(finding, length)),
    notices: notices.flatMap((notice) => readNotice(notice, length)),
    model,
    policy,
  };
}

/** The verdict without what the employee does not want to see on this site; its severity follows what is left. */
export function withoutDismissed(verdict: Verdict, site: string, dismissed: DismissedRule[]): Verdict {
  const hidden = (finding: Finding) =>
    dismissed.some(
      (rule) =>
        rule.site === site &&
        rule.source === finding.source &&
        rule.id === (finding.source === 'rule' ? finding.rule : finding.label),
    );
  const findings = verdict.findings.filter((finding) => !hidden(finding));
  if (findings.length === verdict.findings.length) return verdict;
  const ranks = findings.map(({ severity }) => SEVERITIES.indexOf(severity));
  return { ...verdict, findings, severity: SEVERITIES[Math.max(0, ...ranks)] ?? 'clear' };
}

/** What a pause leaves where the district does not let it silence what is serious. */
export function onlySerious(verdict: Verdict): Verdict {
  const findings = verdict.findings.filter(({ severity }) => severity === 'serious');
  return { ...verdict, findings, notices: [], severity: findings.length > 0 ? 'serious' : 'clear' };
}

function readFinding(value: unknown, length: number): Finding[] {
  if (!isRecord(value)) return [];
  const { label, family, clause, severity, confidence, score, source, rule, spans } = value;
  const known =
    isText(label) &&
    isOneOf(severity, ['info', 'caution', 'serious']) &&
    isOneOf(confidence, ['possible', 'likely']) &&
    isOneOf(source, ['rule', 'classifier']);
  if (!known) return [];
  return [
    {
      label,
      severity,
      confidence,
      source,
      family: textOf(family),
      clause: textOf(clause),
      score: typeof score === 'number' ? score : null,
      rule: isText(rule) ? rule : null,
      reason: textOf(value.reason),
      advice: textOf(value.advice),
      allowed: textOf(value.allowed),
      spans: readSpans(spans, length),
    },
  ];
}

function readNotice(value: unknown, length: number): Notice[] {
  if (!isRecord(value) || !isText(value.id)) return [];
  const { id, message, link, spans } = value;
  // Shown as something to press, so only an address of the web will do.
  const safe = isText(link) && URL.canParse(link) && new URL(link).protocol === 'https:';
  return [{ id, message: textOf(message), link: safe ? link : null, spans: readSpans(spans, length) }];
}

function readSpans(value: unknown, length: number): Span[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((span: unknown) => {
    if (!isRecord(span)) return [];
    const { start, end } = span;
    const fits =
      Number.isInteger(start) && Number.isInteger(end) && 0 <= Number(start) && Number(end) <= length;
    return fits && Number(start) < Number(end) ? [{ start: Number(start), end: Number(end) }] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOf<T extends string>(value: unknown, known: readonly T[]): value is T {
  return known.some((one) => one === value);
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
