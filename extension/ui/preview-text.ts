/** Knows the text that will be sent: the text as typed, with tokens where the employee left them. */
import type { Flag, FlagDraft, Masked, MaskKind, MaskToken, Span } from '../messages';

/** What the employee may show again; everything else stays hidden. */
const MAY_SHOW: ReadonlySet<MaskKind> = new Set(['NAME', 'NUMBER', 'DATE']);

export function mayShow(token: MaskToken): boolean {
  return MAY_SHOW.has(token.kind);
}

/** A stretch of the text that will be sent; `token` is null for what is sent as typed. */
export interface Piece {
  text: string;
  token: MaskToken | null;
  shown: boolean;
}

export class PreviewText {
  private readonly text: string;
  private readonly tokens: MaskToken[];
  private readonly shown = new Set<MaskToken>();

  constructor(text: string, masked: Masked) {
    this.text = text;
    this.tokens = masked.tokens;
  }

  /** Show or hide what a token stands for, everywhere where it is the same person. */
  toggle(token: MaskToken): void {
    if (!mayShow(token)) return;
    const show = !this.shown.has(token);
    for (const other of this.tokens) {
      if (other !== token && (token.kind !== 'NAME' || other.token !== token.token)) continue;
      if (show) this.shown.add(other);
      else this.shown.delete(other);
    }
  }

  pieces(): Piece[] {
    const pieces: Piece[] = [];
    let at = 0;
    for (const token of this.tokens) {
      const shown = this.shown.has(token);
      const text = shown ? this.text.slice(token.start, token.end) : token.token;
      pieces.push(
        { text: this.text.slice(at, token.start), token: null, shown: false },
        { text, token, shown },
      );
      at = token.end;
    }
    pieces.push({ text: this.text.slice(at), token: null, shown: false });
    return pieces.filter((piece) => piece.text !== '');
  }

  /** Exactly what will be sent. */
  toString(): string {
    return this.pieces()
      .map((piece) => piece.text)
      .join('');
  }

  /** A span of the text as typed, in the text that will be sent: a token is never cut. */
  remap({ start, end }: Span): Span {
    return { start: this.offset(start, 'start'), end: this.offset(end, 'end') };
  }

  private offset(at: number, side: 'start' | 'end'): number {
    let moved = at;
    for (const token of this.tokens) {
      if (this.shown.has(token) || token.start >= at) continue;
      const grown = token.token.length - (token.end - token.start);
      if (token.end <= at) moved += grown;
      else moved += side === 'start' ? token.start - at : token.end - at + grown;
    }
    return moved;
  }
}

/** The flag for a draft as it is shown now. */
export function flagOf(draft: FlagDraft, text: PreviewText, labels: string[], note: string): Flag {
  const { site, kind, findings } = draft;
  return {
    text: text.toString(),
    site,
    kind,
    labels,
    findings: findings.map(({ label, source, rule, score, spans }) => ({
      label,
      source,
      rule,
      score,
      spans: spans.map((span) => text.remap(span)),
    })),
    note,
  };
}
