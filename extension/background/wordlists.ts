/** Knows the word lists of words.gen.json, and when a word is a common English word; mirrors model/wordlists.py. */
import data from './words.gen.json';

const set = (words: string) => new Set(words.split(' '));

export const GIVEN = set(data.given_names);
export const FAMILY = set(data.family_names);
export const PROPER = set(data.capitalised_words);
export const FUNCTION = set(data.function_words);
export const COMMON = new Set([...set(data.common_words), ...FUNCTION]);
export const grammar = data.grammar;
export const masks = data.masks;

const SHORTEST_STEM = 3;
const LETTERS: Record<string, string> = data.grammar.letters;
const ENDINGS = data.grammar.endings.map(([old = '', made = '']) => ({ old, made }));

/** Lower case, plain letters, straight apostrophes, nothing invisible: how words stand in the lists. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (/^[\0-\x7f]*$/.test(lower)) return lower;
  const parts = lower.replaceAll('’', "'").normalize('NFKD');
  return parts.replace(/[\p{M}\p{Cf}]/gu, '').replace(/[^\0-\x7f]/gu, (letter) => LETTERS[letter] ?? letter);
}

/** Whether a folded word is an English word of the list, also with an ending or as a contraction. */
export function isCommon(base: string): boolean {
  if (COMMON.has(base)) return true;
  if (base.includes("'")) return base.endsWith("n't") || COMMON.has(base.split("'")[0] ?? '');
  if (base.includes('-')) return base.split('-').every(isCommon);
  return ENDINGS.some(({ old, made }) => {
    const stem = base.slice(0, base.length - old.length);
    if (!base.endsWith(old) || stem.length < SHORTEST_STEM) return false;
    // running, stopped, bigger: the last consonant stands twice
    const doubled = !made && stem.at(-1) === stem.at(-2) && COMMON.has(stem.slice(0, -1));
    return COMMON.has(stem + made) || doubled;
  });
}
