/** Knows how a text that is too long for one request is looked at in windows, and how their verdicts become one. */
import type { CheckReply, Severity, Span, Verdict } from '../messages';

/** Longest window, in code units; never more code points than the service takes. */
export const WINDOW = 9_500;
/** Longest text that is looked at; beyond it the rest is not checked, and the verdict says so. */
export const LONGEST = 200_000;
/** How far back a good place to cut is looked for. */
const BACK = 1_500;

export interface Window {
  start: number;
  text: string;
}

/** The text in pieces, cut between paragraphs, else sentences, else words; all of it, and nothing twice. */
export function windowsOf(text: string): Window[] {
  if (text === '') return [{ start: 0, text }];
  const windows: Window[] = [];
  let start = 0;
  const end = Math.min(text.length, LONGEST);
  while (start < end) {
    const cut = end - start <= WINDOW ? end : start + cutIn(text.slice(start, start + WINDOW));
    windows.push({ start, text: text.slice(start, cut) });
    start = cut;
  }
  return windows;
}

/** One verdict over all windows: the worst severity, spans as they stand in the whole text. */
export function joinVerdicts(
  windows: readonly Window[],
  verdicts: readonly Verdict[],
  whole: string,
): Verdict {
  const [first] = verdicts;
  if (!first) throw new RangeError('There is no verdict to join.');
  const shifted = verdicts.map((verdict, index) =>
    shift(verdict, windows[index] ?? { start: 0, text: whole }),
  );
  const checked = new Set(shifted.map((verdict) => verdict.checked));
  const short = whole.length > LONGEST;
  const only = checked.size === 1 && !short ? first.checked : 'partial';
  return {
    ...first,
    severity: worst(shifted.map(({ severity }) => severity)),
    checked: only,
    findings: shifted.flatMap(({ findings }) => findings),
    notices: shifted.flatMap(({ notices }) => notices),
  };
}

/** The verdict of the whole, or the first reply that is none. */
export function joinReplies(
  windows: readonly Window[],
  replies: readonly CheckReply[],
  whole: string,
): CheckReply {
  const verdicts: Verdict[] = [];
  for (const reply of replies) {
    if (reply.outcome !== 'checked') return reply;
    verdicts.push(reply.verdict);
  }
  return { outcome: 'checked', verdict: joinVerdicts(windows, verdicts, whole) };
}

const ORDER: readonly Severity[] = ['clear', 'info', 'caution', 'serious'];

function worst(severities: readonly Severity[]): Severity {
  return ORDER[Math.max(...severities.map((one) => ORDER.indexOf(one)))] ?? 'clear';
}

function shift(verdict: Verdict, { start: by, text }: Window): Verdict {
  // A finding about a whole window has no spans: it must not become one about the whole text.
  const all = [{ start: 0, end: text.length }];
  const move = <T extends { spans: Span[] }>(one: T): T => ({
    ...one,
    spans: (one.spans.length > 0 ? one.spans : all).map(({ start, end }) => ({
      start: start + by,
      end: end + by,
    })),
  });
  return { ...verdict, findings: verdict.findings.map(move), notices: verdict.notices.map(move) };
}

function cutIn(piece: string): number {
  const tail = piece.length - BACK;
  for (const pattern of [/\n+/gu, /[.!?…]["')\]]*\s+/gu, /\s+/gu]) {
    const last = [...piece.slice(tail).matchAll(pattern)].at(-1);
    if (last) return tail + last.index + last[0].length;
  }
  // Never between the two halves of one character.
  const low = piece.charCodeAt(piece.length - 1);
  return low >= 0xd800 && low <= 0xdbff ? piece.length - 1 : piece.length;
}
