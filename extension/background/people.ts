/**
 * Knows which words of a text name a person; the steps of model/people.py, for masking only: when unsure, a
 * capitalised word counts as a name. tests/vectors/mask.jsonl holds both equal.
 */
import type { Span } from '../messages';
import { COMMON, FAMILY, FUNCTION, fold, GIVEN, grammar, isCommon, PROPER } from './wordlists';

const TITLES_SHORT = new Set(grammar.titles_short);
const TITLES = new Set([...grammar.titles_short, ...grammar.titles_long]);
const PARTICLES = new Set(grammar.particles);
const INSTITUTIONS = new Set(grammar.institutions);
const MONTHS = new Set(grammar.months);
const PERSON_VERBS = new Set(grammar.person_verbs);
const LONGEST_NAME = 5;
const LONG_SHOUT = 6;

const LETTER = '[\\p{L}\\p{Nl}\\p{No}]';
const LETTERS = `${LETTER}(?:${LETTER}|[\\u0300-\\u036f\\u00ad\\u200b-\\u200d])*`;
const MARKED = '\\[[A-Z]+(?: \\p{Nd}+)?\\]|(?<![\\p{L}\\p{N}_@])@[A-Za-z_][A-Za-z0-9_.]*';
const WORD = new RegExp(`${LETTERS}(?:['’-]${LETTERS})*|${MARKED}`, 'gu');
const SAME_SENTENCE = /^[ \t\u00a0\ufffc,('&/"“‘]*$/;
const BESIDE = /^[ \u00a0]{1,2}$/;
const AFTER_SHORT = /^\.?[ \u00a0]{0,2}$/;

/** Where people are named, in order, never overlapping. */
export function personSpans(text: string): Span[] {
  return new Scan(text).spans();
}

const isListed = (base: string) => GIVEN.has(base) || FAMILY.has(base);
const isUpper = (word: string) => /\p{Uppercase}/u.test(word) && !/[\p{Lowercase}\p{Lt}]/u.test(word);

/** One pass over the words of one text; words are named by their number. */
class Scan {
  private readonly text: string;
  private readonly found: Span[];

  constructor(text: string) {
    this.text = text;
    this.found = Array.from(text.matchAll(WORD), (hit) => ({
      start: hit.index,
      end: hit.index + hit[0].length,
    }));
  }

  spans(): Span[] {
    const spans: Span[] = [];
    let titled = -2;
    for (let at = 0; at < this.found.length; at++) {
      const { start, end } = this.word(at);
      const first = this.text[start];
      if (first === '[' || first === '@') {
        if (first === '@' || this.text.startsWith('[NAME', start)) spans.push({ start, end });
        continue;
      }
      const base = this.base(at);
      const named = titled === at - 1 && this.afterTitle(at, base);
      if (!named && TITLES.has(base)) {
        titled = at;
      } else if (named || this.isName(at, base)) {
        const last = this.extend(at);
        if (named || !this.isInstitution(at, last)) spans.push({ start, end: this.bareEnd(last) });
        at = last;
      }
    }
    return spans;
  }

  private word(at: number): Span {
    return this.found[at] ?? { start: this.text.length, end: this.text.length };
  }

  /** Where the word ends without the 's of possession. */
  private bareEnd(at: number): number {
    const { start, end } = this.word(at);
    return end - start > 3 && /['’]s$/i.test(this.text.slice(start, end)) ? end - 2 : end;
  }

  private bare(at: number): string {
    return this.text.slice(this.word(at).start, this.bareEnd(at));
  }

  /** The folded word, or an empty text past either end and for handles and masks. */
  private base(at: number): string {
    const bare = this.bare(at);
    return bare.startsWith('[') || bare.startsWith('@') ? '' : fold(bare);
  }

  private gap(at: number): string {
    return this.text.slice(this.word(at - 1).end, this.word(at).start);
  }

  private isCapital(at: number): boolean {
    return /^\p{Uppercase}/u.test(this.bare(at));
  }

  private beginsSentence(at: number): boolean {
    return at === 0 || !SAME_SENTENCE.test(this.gap(at));
  }

  private isShouted(at: number): boolean {
    const bare = this.bare(at);
    return bare.length > 1 && isUpper(bare);
  }

  private isPossessive(at: number): boolean {
    return this.bareEnd(at) !== this.word(at).end;
  }

  private afterTitle(at: number, base: string): boolean {
    const short = TITLES_SHORT.has(this.base(at - 1));
    if (!(short ? AFTER_SHORT : BESIDE).test(this.gap(at)) || TITLES.has(base)) return false;
    const listed = isListed(base);
    const common = isCommon(base);
    if (base.length === 1) return this.isCapital(at) && base !== 'i' && base !== 'a';
    if (this.isCapital(at) && !(this.isShouted(at) && (common || !(listed || short)))) {
      if (short) return !FUNCTION.has(base);
      return !FUNCTION.has(base) && !INSTITUTIONS.has(base) && (listed || !(common || PROPER.has(base)));
    }
    if (short) return !FUNCTION.has(base) && (FAMILY.has(base) || !common);
    return listed && !common;
  }

  private isName(at: number, base: string): boolean {
    const given = GIVEN.has(base);
    const proper = PROPER.has(base);
    if (!this.isCapital(at)) return this.isLowerName(base, given, proper);
    const common = isCommon(base);
    if (this.isShouted(at)) {
      return (given || FAMILY.has(base) || [...base].length >= LONG_SHOUT) && !common && !proper;
    }
    if ([...base].length === 1) return this.isInitial(at);
    if (given && (proper || common)) return this.isAmbiguousName(at, base);
    return !(common || proper || INSTITUTIONS.has(base));
  }

  private isLowerName(base: string, given: boolean, proper: boolean): boolean {
    if (base.includes('-') && !given) {
      const part = base.split('-')[0] ?? '';
      return GIVEN.has(part) && !COMMON.has(part) && !PROPER.has(part);
    }
    if (FAMILY.has(base) && !proper) return !isCommon(base);
    return given && !isCommon(base);
  }

  /** A given name that is also a word (Will, Grace), a place (Austin) or a month (April). */
  private isAmbiguousName(at: number, base: string): boolean {
    const named = this.isPossessive(at) || PERSON_VERBS.has(this.base(at + 1)) || this.surnameFollows(at);
    if (MONTHS.has(base)) return named;
    return PROPER.has(base) || !this.beginsSentence(at) || named;
  }

  /** `A. Gomez`: a letter and a full stop before a capitalised word of no list. */
  private isInitial(at: number): boolean {
    if (!['. ', '.'].includes(this.gap(at + 1)) || !this.isCapital(at + 1)) return false;
    const after = this.base(at + 1);
    return after.length > 1 && !PROPER.has(after) && (FAMILY.has(after) || !isCommon(after));
  }

  private surnameFollows(at: number): boolean {
    if (!this.isCapital(at + 1) || !BESIDE.test(this.gap(at + 1)) || this.isShouted(at + 1)) return false;
    const after = this.base(at + 1);
    if (PROPER.has(after) || INSTITUTIONS.has(after) || TITLES.has(after)) return false;
    return isListed(after) || (after.length > 1 && !isCommon(after));
  }

  /** `Lincoln Elementary` is a place; a given name before such a word stays hidden. */
  private isInstitution(first: number, last: number): boolean {
    const after = last + 1;
    if (!INSTITUTIONS.has(this.base(after)) || !this.isCapital(after) || !BESIDE.test(this.gap(after)))
      return false;
    const start = this.base(first);
    return !(GIVEN.has(start) && !PROPER.has(start));
  }

  /** Number of the last word of the name that begins at word `at`. */
  private extend(at: number): number {
    let last = at;
    while (last + 1 < this.found.length && last + 1 - at < LONGEST_NAME) {
      const step = this.nextPart(at, last);
      if (step === 0) break;
      last += step;
    }
    return last;
  }

  /** How many more words belong to the name: 0 ends it. */
  private nextPart(first: number, last: number): number {
    const after = last + 1;
    const base = this.base(after);
    if (!base || this.isPossessive(last)) return 0;
    const initial = [...this.base(last)].length === 1;
    if (!BESIDE.test(this.gap(after)) && !(initial && AFTER_SHORT.test(this.gap(after)))) return 0;
    if (PARTICLES.has(base)) return this.particle(after);
    if (!this.isCapital(first)) return FAMILY.has(base) && !isCommon(base) ? 1 : 0;
    const shouted = this.isShouted(after);
    if (!this.isCapital(after) || (shouted && !this.isShouted(first))) return 0;
    if ([...base].length === 1) {
      return (base === 'i' || base === 'a') && this.text[this.word(after).end] !== '.' ? 0 : 1;
    }
    if (FUNCTION.has(base) || INSTITUTIONS.has(base) || TITLES.has(base)) return 0;
    if (isListed(base)) return shouted && isCommon(base) ? 0 : 1;
    return PROPER.has(base) || isCommon(base) ? 0 : 1;
  }

  /** `de la Cruz`: particles count only with the name that they lead to. */
  private particle(at: number): number {
    let steps = 1;
    while (PARTICLES.has(this.base(at + steps)) && BESIDE.test(this.gap(at + steps)) && steps < 3) steps++;
    const base = this.base(at + steps);
    if (!base || !BESIDE.test(this.gap(at + steps))) return 0;
    return !isCommon(base) || (this.isCapital(at + steps) && isListed(base))
      ? PROPER.has(base)
        ? 0
        : steps + 1
      : 0;
  }
}
