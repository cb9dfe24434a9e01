/**
 * Knows how to read what stands in a composer as a person sees it, and where each character is in the DOM.
 * Offsets are UTF-16 code units. Nothing is ever written.
 */

import { isElement } from './roots';

/** A stretch of `text` that one DOM node shows: a text node, or an image that stands for its `alt` (emoji). */
export interface Segment {
  node: Text | HTMLImageElement;
  start: number;
  length: number;
  /** Where in the node the stretch begins. */
  from: number;
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
/** A hint that one editor keeps inside the box. */
const HINT = 'data-slate-placeholder';
/** What editors put in for the caret to stand on, and nobody typed. */
const FILLER = /\uFEFF|\u2060{7}/g;

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
  const range = first.node.ownerDocument.createRange();
  if (isText(first.node)) {
    range.setStart(first.node, Math.min(Math.max(start - first.start, 0) + first.from, first.node.length));
  } else range.setStartBefore(first.node);
  if (isText(last.node)) range.setEnd(last.node, Math.min(end - last.start + last.from, last.node.length));
  else range.setEndAfter(last.node);
  return range;
}

// By number and tag: what stands in a frame is no instance of this window's classes.
function isText(node: Node): node is Text {
  return node.nodeType === 3;
}

class Reader {
  text = '';
  readonly segments: Segment[] = [];
  private lineOpen = false;
  private anyLine = false;
  private waitingBreak = false;

  visit(node: Node): void {
    if (isText(node)) {
      if (!isLayoutSpace(node)) this.addText(node);
    } else if (isElement(node) && !IGNORED.has(node.tagName) && !node.hasAttribute(HINT))
      this.visitElement(node);
  }

  private visitElement(element: HTMLElement): void {
    if (element.tagName === 'BR') {
      this.openLine();
      this.waitingBreak = true;
      return;
    }
    if (element.tagName === 'IMG') {
      const image = element as HTMLImageElement;
      this.add(image, image.alt, 0);
      return;
    }
    const block = BLOCKS.has(element.tagName);
    if (block) this.closeLine();
    for (const child of element.childNodes) this.visit(child);
    if (block) this.closeLine();
  }

  private addText(node: Text): void {
    let from = 0;
    for (const { index, 0: filler } of node.data.matchAll(FILLER)) {
      this.add(node, node.data.slice(from, index), from);
      from = index + filler.length;
    }
    this.add(node, from === 0 ? node.data : node.data.slice(from), from);
  }

  private add(node: Segment['node'], text: string, from: number): void {
    if (!text) return;
    this.openLine();
    this.segments.push({ node, start: this.text.length, length: text.length, from });
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
  return near.some((sibling) => sibling !== null && BLOCKS.has(sibling.nodeName));
}
