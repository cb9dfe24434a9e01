/** Knows how a verdict becomes a list of concerns of one composer: checked for sense, ordered, and movable. */
import type { Finding, Notice, Severity, Span, Verdict } from '../messages';
import { remapSpans } from './remap';

export type ShownSeverity = Exclude<Severity, 'clear'>;

/** One finding or notice as it stands in the text now. */
export interface Concern {
  /** Same finding on the same words: same key, wherever the words have moved. */
  key: string;
  severity: ShownSeverity;
  spans: Span[];
  /** The flagged words as typed. */
  words: string;
  finding: Finding | null;
  notice: Notice | null;
}

const RANK: Record<ShownSeverity, number> = { serious: 0, caution: 1, info: 2 };

/** Concerns in reading order. Spans that do not fit the text are left out, and findings that keep none with them. */
export function concernsOf(verdict: Verdict, text: string): Concern[] {
  const found = verdict.findings.map((finding) =>
    place(text, finding.severity, finding.spans, finding, null),
  );
  const noticed = verdict.notices.map((notice) => place(text, 'info', notice.spans, null, notice));
  return [...found, ...noticed]
    .filter((concern) => concern !== null)
    .sort((a, b) => firstOf(a) - firstOf(b) || RANK[a.severity] - RANK[b.severity]);
}

/** The concerns as they stand after an edit; those whose words were touched are left out. */
export function moveConcerns(concerns: readonly Concern[], before: string, after: string): Concern[] {
  return concerns.flatMap((concern) => {
    const spans = remapSpans(concern.spans, before, after);
    return spans.length === concern.spans.length ? [{ ...concern, spans }] : [];
  });
}

/** The most severe of some concerns; null when there is none. */
export function worst(concerns: readonly Concern[]): Concern | null {
  return concerns.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])[0] ?? null;
}

function place(
  text: string,
  severity: ShownSeverity,
  given: readonly Span[],
  finding: Finding | null,
  notice: Notice | null,
): Concern | null {
  if (!Object.hasOwn(RANK, severity)) return null;
  // A finding about the whole text has no spans of its own.
  const wanted = given.length > 0 ? given : [{ start: 0, end: text.length }];
  const spans = wanted.filter((span) => fits(span, text)).sort((a, b) => a.start - b.start);
  if (spans.length === 0) return null;
  const words = spans.map((span) => text.slice(span.start, span.end)).join(' … ');
  const id = finding ? `${finding.source}:${finding.rule ?? ''}:${finding.label}` : `notice:${notice?.id}`;
  return { key: `${id}:${words}`, severity, spans, words, finding, notice };
}

function fits({ start, end }: Span, text: string): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length;
}

function firstOf(concern: Concern): number {
  return concern.spans[0]?.start ?? 0;
}
