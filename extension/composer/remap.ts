/** Knows how spans move when the text around them is edited, and drops those that were touched. */
import type { Span } from '../messages';

/** The one stretch in which two texts differ: `start..oldEnd` of the old became `start..newEnd` of the new. */
export interface Edit {
  start: number;
  oldEnd: number;
  newEnd: number;
}

const WORD = /[\p{L}\p{N}\p{M}]/u;

/** The smallest single edit between two texts, or null when they are equal. */
export function findEdit(before: string, after: string): Edit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  return { start, oldEnd: before.length - tail, newEnd: after.length - tail };
}

/**
 * Spans of `before` as they stand in `after`. A span that was edited inside, or whose first or last word grew or
 * shrank, is left out until the next verdict: what it would underline is no longer what was judged.
 */
export function remapSpans(spans: readonly Span[], before: string, after: string): Span[] {
  const edit = findEdit(before, after);
  if (!edit) return [...spans];
  const shift = edit.newEnd - edit.oldEnd;
  return spans.flatMap((span) => {
    if (span.end <= edit.start) {
      return span.end === edit.start && wordRunsOn(after, span.end) ? [] : [span];
    }
    if (span.start >= edit.oldEnd) {
      const moved = { start: span.start + shift, end: span.end + shift };
      return span.start === edit.oldEnd && wordRunsOn(after, moved.start) ? [] : [moved];
    }
    return [];
  });
}

/** True where letters or digits stand on both sides of `offset`. */
function wordRunsOn(text: string, offset: number): boolean {
  return offset > 0 && WORD.test(characterBefore(text, offset)) && WORD.test(characterAt(text, offset));
}

function characterAt(text: string, offset: number): string {
  const point = text.codePointAt(offset);
  return point === undefined ? '' : String.fromCodePoint(point);
}

function characterBefore(text: string, offset: number): string {
  const low = text.charCodeAt(offset - 1);
  const paired = low >= 0xdc00 && low <= 0xdfff && offset > 1;
  return characterAt(text, offset - (paired ? 2 : 1));
}
