/** Knows the small pictures: Lucide's, and the three severity marks made from them. */
import check from 'lucide-static/icons/check.svg?raw';
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw';
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw';
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw';
import hand from 'lucide-static/icons/hand.svg?raw';
import info from 'lucide-static/icons/info.svg?raw';
import octagon from 'lucide-static/icons/octagon.svg?raw';
import square from 'lucide-static/icons/square.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';
import type { ShownSeverity } from '../composer/concern';

const SVG = 'http://www.w3.org/2000/svg';
const FILES = { check, chevronDown, chevronLeft, chevronRight, x };
const EXCLAMATION = '<path d="M12 7.5v5.5" /><path d="M12 16.5v.01" />';

/** One icon, 1em high, in the colour of the text; hidden from screen readers: the words beside it say the same. */
export function icon(name: keyof typeof FILES): SVGSVGElement {
  return frame(shapes(FILES[name]));
}

/** i in a circle, ! in a rounded square, hand in an octagon. */
export function mark(severity: ShownSeverity): SVGSVGElement {
  const made = frame([]);
  made.classList.add('mark', severity);
  if (severity === 'info') made.append(...shapes(info));
  else if (severity === 'caution') made.append(...shapes(square), ...shapes(EXCLAMATION));
  else {
    const small = document.createElementNS(SVG, 'g');
    small.setAttribute('transform', 'translate(5.6 5.4) scale(0.54)');
    small.append(...shapes(hand));
    made.append(...shapes(octagon), small);
  }
  return made;
}

function frame(children: Element[]): SVGSVGElement {
  const made = document.createElementNS(SVG, 'svg');
  const attributes = {
    viewBox: '0 0 24 24',
    width: '1em',
    height: '1em',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  };
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The shapes of an icon file as elements: built one by one, as markup may not be parsed on every page. */
function shapes(file: string): Element[] {
  return [...file.matchAll(/<(path|circle|rect|line|polyline|polygon)\s([^>]*?)\/>/g)].map((match) => {
    const [, tag = 'path', attributes = ''] = match;
    const shape = document.createElementNS(SVG, tag);
    for (const [, name = '', value = ''] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
      shape.setAttribute(name, value);
    }
    return shape;
  });
}
