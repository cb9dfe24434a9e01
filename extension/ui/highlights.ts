/**
 * Knows the browser's highlight registry, which the page shares: underlines words of editable elements without
 * touching them. Draws nothing where the browser has no registry.
 */
import type { ShownSeverity } from '../composer/concern';

export interface Mark {
  severity: ShownSeverity;
  range: Range;
  /** The card speaks of these words now. */
  here: boolean;
}

const PRIORITY = { info: 1, caution: 2, serious: 3, here: 0 };
type Look = keyof typeof PRIORITY;
const LOOKS = Object.keys(PRIORITY) as Look[];

const registry: HighlightRegistry | undefined = globalThis.CSS?.highlights;

export class Highlights {
  private readonly marks = new Map<Element, { marks: Mark[]; dark: boolean }>();

  /** Underline these words, and no others, in one composer. */
  paint(composer: Element, marks: Mark[], dark: boolean): void {
    if (marks.length === 0 && !this.marks.has(composer)) return;
    if (marks.length === 0) this.marks.delete(composer);
    else this.marks.set(composer, { marks, dark });
    this.publish();
  }

  /** Take every underline away. */
  clear(): void {
    this.marks.clear();
    this.publish();
  }

  private publish(): void {
    if (!registry) return;
    const ranges = new Map<string, Range[]>();
    const add = (look: Look, dark: boolean, range: Range) => {
      const name = nameOf(look, dark);
      const found = ranges.get(name);
      if (found) found.push(range);
      else ranges.set(name, [range]);
    };
    for (const { marks, dark } of this.marks.values()) {
      for (const mark of marks) {
        add(mark.severity, dark, mark.range);
        if (mark.here) add('here', dark, mark.range);
      }
    }
    for (const look of LOOKS) {
      for (const dark of [false, true]) {
        const name = nameOf(look, dark);
        const found = ranges.get(name);
        if (!found) {
          registry.delete(name);
          continue;
        }
        const highlight = new Highlight(...found);
        highlight.priority = PRIORITY[look];
        registry.set(name, highlight);
      }
    }
  }
}

function nameOf(look: Look, dark: boolean): string {
  return `forethought-${look}${dark ? '-dark' : ''}`;
}
