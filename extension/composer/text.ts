/**
 * Knows how to read what stands in a composer as a person sees it, and where each character is in the DOM.
 * Offsets are UTF-16 code units. Nothing is ever written.
 */

/** A stretch of `text` that one DOM node shows: a text node, or an image that stands for its `alt` (emoji). */
export interface Segment {
  node: Text | HTMLImageElement;
  start: number;
  length: number;
}

export interface TextMap {
  text: string;
  /** In order of `start`. Empty for a textarea, which has no nodes of its own. */
  segments: Segment[];
}

// Tags and not computed styles: asking for styles at every key would force a layout.
const BLOCKS = new Set(
  'ADDRESS ARTICLE BLOCKQUOTE DD DIV DL DT FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI OL P PRE SECTION TABLE TD TR UL'.split(
    ' ',
  ),
);
const IGNORED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT']);

/** Text of a textarea, or of an editable element: leaf blocks joined by `\n`, the last `<br>` of a block is filler. */
export function readText(root: HTMLElement): TextMap {
  if (isField(root)) return { text: root.value, segments: [] };
  const reader = new Reader();
  for (const child of root.childNodes) reader.visit(child);
  return { text: reader.text, segments: reader.segments };
}

/** True for elements whose text is a value and not nodes. */
export function isField(element: Element): element is HTMLTextAreaElement {
  return element.tagName === 'TEXTAREA';
}

/** The DOM range of `start..end`, or null where no node shows it (line breaks alone, or nodes that left the page). */
export function rangeOf(map: TextMap, start: number, end: number): Range | null {
  const first = map.segments.find((segment) => segment.start + segment.length > start);
  const last = map.segments.findLast((segment) => segment.start < end);
  if (!first || !last || first.start >= end || last.start + last.length <= start) return null;
  if (!first.node.isConnected || !last.node.isConnected) return null;
  const range = document.createRange();
  if (first.node instanceof Text) {
    range.setStart(first.node, Math.min(Math.max(start - first.start, 0), first.node.length));
  } else range.setStartBefore(first.node);
  if (last.node instanceof Text) range.setEnd(last.node, Math.min(end - last.start, last.node.length));
  else range.setEndAfter(last.node);
  return range;
}

class Reader {
  text = '';
  readonly segments: Segment[] = [];
  private lineOpen = false;
  private anyLine = false;
  private waitingBreak = false;

  visit(node: Node): void {
    if (node instanceof Text) {
      if (!isLayoutSpace(node)) this.add(node, node.data);
    } else if (node instanceof HTMLElement && !IGNORED.has(node.tagName)) this.visitElement(node);
  }

  private visitElement(element: HTMLElement): void {
    if (element.tagName === 'BR') {
      this.openLine();
      this.waitingBreak = true;
      return;
    }
    if (element instanceof HTMLImageElement) {
      if (element.alt) this.add(element, element.alt);
      return;
    }
    const block = BLOCKS.has(element.tagName);
    if (block) this.closeLine();
    for (const child of element.childNodes) this.visit(child);
    if (block) this.closeLine();
  }

  private add(node: Segment['node'], text: string): void {
    if (!text) return;
    this.openLine();
    this.segments.push({ node, start: this.text.length, length: text.length });
    this.text += text;
  }

  private openLine(): void {
    if (!this.lineOpen && this.anyLine) this.text += '\n';
    if (this.waitingBreak) this.text += '\n';
    this.lineOpen = true;
    this.anyLine = true;
    this.waitingBreak = false;
  }

  private closeLine(): void {
    this.lineOpen = false;
    this.waitingBreak = false;
  }
}

/** White space between blocks is how the page's source is indented, not something that was typed. */
function isLayoutSpace(node: Text): boolean {
  if (!/^\s*\n\s*$/.test(node.data)) return false;
  const near = [node.previousSibling, node.nextSibling];
  return near.some((sibling) => sibling instanceof Element && BLOCKS.has(sibling.tagName));
}
