/** Knows how to take the sentences around a finding out of a text: no more than a reviewer needs is sent. */
import type { Finding } from '../messages';

export interface Excerpt {
  text: string;
  /** The finding with its spans in `text`. */
  finding: Finding;
}

/** The sentences that the finding's spans stand in, from the first to the last. */
export function excerptOf(text: string, finding: Finding): Excerpt {
  const first = Math.min(...finding.spans.map((span) => span.start));
  const last = Math.max(...finding.spans.map((span) => span.end));
  const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)];
  const touched = sentences.filter(({ index, segment }) => index < last && index + segment.length > first);
  const from = touched[0]?.index ?? 0;
  const end = touched.at(-1);
  const whole = text.slice(from, end ? end.index + end.segment.length : text.length);
  const trimmed = whole.trim();
  const start = from + whole.indexOf(trimmed);
  const spans = finding.spans.map((span) => ({
    start: Math.max(span.start - start, 0),
    end: Math.min(span.end - start, trimmed.length),
  }));
  return { text: trimmed, finding: { ...finding, spans } };
}
