/**
 * Knows the browser's highlight registry, which the page shares: underlines words of editable elements without
 * touching them. Each frame has a registry of its own. Draws nothing where the browser has none.
 */
import type { ShownSeverity } from '../composer/concern';
import { giveLooks } from './looks';

export interface Mark {
  severity: ShownSeverity;
  range: Range;
  /** The card speaks of these words now. */
  here: boolean;
}

const PRIORITY = { info: 1, caution: 2, serious: 3, here: 0 };
type Look = keyof typeof PRIORITY;
const LOOKS = Object.keys(PRIORITY) as Look[];
type View = Window & typeof globalThis;

/** Milliseconds between two looks whether the page has cleared the registry: it tells nobody. */
const LOOK_EVERY = 1000;

export class Highlights {
  private readonly marks = new Map<Element, { marks: Mark[]; dark: boolean; view: View }>();
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Underline these words, and no others, in one composer. */
  paint(composer: Element, marks: Mark[], dark: boolean): void {
    const before = this.marks.get(composer);
    if (marks.length === 0 && !before) return;
    const view = before?.view ?? composer.ownerDocument.defaultView;
    if (!view) return;
    if (marks.length === 0) this.marks.delete(composer);
    else {
      giveLooks(composer);
      this.marks.set(composer, { marks, dark, view });
    }
    this.publish(view);
    this.guard();
  }

  /** Take every underline away. */
  clear(): void {
    const views = this.views();
    this.marks.clear();
    for (const view of views) this.publish(view);
    this.guard();
  }

  private views(): Set<View> {
    return new Set([...this.marks.values()].map(({ view }) => view));
  }

  /** Paint again what the page took away; only while there is something to see. */
  private guard(): void {
    if (this.marks.size > 0) this.timer ??= setInterval(() => this.repair(), LOOK_EVERY);
    else {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }

  private repair(): void {
    for (const composer of this.marks.keys()) giveLooks(composer);
    for (const view of this.views()) {
      const wanted = this.ranges(view).keys();
      if ([...wanted].some((name) => !registryOf(view)?.has(name))) this.publish(view);
    }
  }

  private ranges(view: View): Map<string, { look: Look; ranges: Range[] }> {
    const found = new Map<string, { look: Look; ranges: Range[] }>();
    const add = (look: Look, dark: boolean, range: Range) => {
      const name = nameOf(look, dark);
      const known = found.get(name);
      if (known) known.ranges.push(range);
      else found.set(name, { look, ranges: [range] });
    };
    for (const one of this.marks.values()) {
      if (one.view !== view) continue;
      for (const { severity, range, here } of one.marks) {
        add(severity, one.dark, range);
        if (here) add('here', one.dark, range);
      }
    }
    return found;
  }

  private publish(view: View): void {
    const registry = registryOf(view);
    if (!registry) return;
    const wanted = this.ranges(view);
    for (const look of LOOKS) {
      for (const dark of [false, true]) {
        const name = nameOf(look, dark);
        const found = wanted.get(name);
        if (!found) {
          registry.delete(name);
          continue;
        }
        const highlight = new view.Highlight(...found.ranges);
        highlight.priority = PRIORITY[look];
        registry.set(name, highlight);
      }
    }
  }
}

/** A frame that has left the page has none any more. */
function registryOf(view: View): HighlightRegistry | undefined {
  try {
    return view.CSS?.highlights;
  } catch {
    return undefined;
  }
}

function nameOf(look: Look, dark: boolean): string {
  return `forethought-${look}${dark ? '-dark' : ''}`;
}
