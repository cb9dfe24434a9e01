/**
 * Hides people and identifiers on the device, behind typed tokens such as `[NAME 1]`; when unsure it hides. The same
 * patterns and steps as model/mask.py: tests/vectors/mask.jsonl holds both equal.
 */
import type { Masked, MaskKind, MaskToken } from '../messages';
import { personSpans } from './people';
import { fold, masks } from './wordlists';

const TOKEN = /\[(?:NAME ([0-9]{1,6})|HANDLE|PHONE|SSN|EMAIL|URL|CARD|ADDRESS|DATE|NUMBER)\]/g;
const FILLING = '\ufffc';
const PATTERNS = masks.map(({ kind, pattern, flags }) => ({
  kind: kind as MaskKind,
  pattern: new RegExp(pattern, flags),
}));

interface Stretch {
  start: number;
  end: number;
  kind: MaskKind | null;
}

/** Offsets of the tokens are UTF-16 code units in `text`. Never throws, whatever the text holds. */
export function mask(text: string): Masked {
  const taken: Stretch[] = Array.from(text.matchAll(TOKEN), (hit) => stretch(hit, null));
  let rest = without(text, taken);
  // What stood right behind a stretch may be seen only when the stretch is gone.
  for (let found = round(rest); found.length > 0; found = round(rest)) {
    rest = without(rest, found);
    taken.push(...found);
  }
  return replace(
    text,
    taken.sort((one, other) => one.start - other.start),
  );
}

function round(text: string): Stretch[] {
  let rest = text;
  const taken: Stretch[] = [];
  for (const { kind, pattern } of PATTERNS) {
    const found = Array.from(rest.matchAll(pattern), (hit) => stretch(hit, kind)).filter(isLong);
    rest = without(rest, found);
    taken.push(...found);
  }
  return [...taken, ...personSpans(rest).map((span) => ({ ...span, kind: 'NAME' as const }))];
}

const isLong = ({ start, end }: Stretch) => start < end;

/** The last group of a match, which ends where the match ends, or all of it. */
function stretch(hit: RegExpExecArray, kind: MaskKind | null): Stretch {
  const end = hit.index + hit[0].length;
  const group = kind === null || hit.length === 1 ? hit[0] : (hit.at(-1) ?? '');
  return { start: end - group.length, end, kind };
}

/** Fills what was taken: no pattern spans the filling, and a sentence goes on behind it. */
function without(text: string, taken: Stretch[]): string {
  return taken.reduce(
    (rest, { start, end }) => rest.slice(0, start) + FILLING.repeat(end - start) + rest.slice(end),
    text,
  );
}

function replace(text: string, taken: Stretch[]): Masked {
  const numberOf = namer(text);
  const tokens: MaskToken[] = [];
  let masked = '';
  let at = 0;
  for (const { start, end, kind } of taken) {
    if (kind === null) continue;
    const token = kind === 'NAME' ? `[NAME ${numberOf(text.slice(start, end))}]` : `[${kind}]`;
    masked += text.slice(at, start) + token;
    tokens.push({ token, start, end, kind });
    at = end;
  }
  return { text: masked + text.slice(at), tokens };
}

/** Gives each person of a text one number, beyond those that stand in the text already. */
function namer(text: string): (name: string) => number {
  const used = Array.from(text.matchAll(TOKEN), (hit) => Number(hit[1] ?? 0));
  let next = Math.max(0, ...used) + 1;
  const known: { words: string[]; number: number }[] = [];
  return (name) => {
    const words = fold(name).trim().split(/\s+/u);
    const [first = ''] = words;
    const same = known.find(
      (other) =>
        other.words.join(' ') === words.join(' ') ||
        (words.length === 1 && other.words.includes(first)) ||
        (other.words.length === 1 && words.includes(other.words[0] ?? '')),
    );
    if (same) return same.number;
    known.push({ words, number: next });
    return next++;
  };
}
