/**
 * Knows the one element that Forethought adds to a page, outside every composer: a shadow root with its own looks,
 * a live region, and a border that the page's shortcuts and focus traps do not cross.
 */
import { element } from './dom';
import css from './shell.css?inline';
import { spokenLanguage } from './words';

/** Events of our own controls that the page has no business with. */
const PRIVATE = [
  'beforeinput',
  'click',
  'dblclick',
  'focusin',
  'focusout',
  'input',
  'keydown',
  'keypress',
  'keyup',
  'mousedown',
  'mouseup',
  'paste',
  'pointerdown',
  'pointerup',
];

export class Shell {
  private readonly document: Document;
  private readonly mode: ShadowRootMode;
  private built: { host: HTMLElement; layer: HTMLElement; live: Text } | null = null;
  private gone = false;

  constructor(document: Document, mode: ShadowRootMode) {
    this.document = document;
    this.mode = mode;
  }

  /** Where cards, dialogs and copies of textareas are put; made when first asked for, and again if the page drops it. */
  get layer(): HTMLElement {
    this.built ??= this.build();
    const { host, layer } = this.built;
    if (!host.isConnected && !this.gone) this.document.documentElement.append(host);
    return layer;
  }

  /** Light or dark, as the composer is that we speak about. */
  setTheme(dark: boolean): void {
    this.layer.dataset.theme = dark ? 'dark' : 'light';
  }

  /** Say something once to a screen reader, when it next pauses. */
  announce(sentence: string): void {
    if (this.layer && this.built) this.built.live.data = sentence;
  }

  /** True for events that come from our own controls. */
  owns(target: EventTarget | null): boolean {
    return this.built !== null && target === this.built.host;
  }

  remove(): void {
    this.gone = true;
    this.built?.host.remove();
    this.built = null;
  }

  private build() {
    const host = this.document.createElement('forethought-ui');
    // In the flow, the host would take part in the page's layout, and one browser then loses a textarea's undo.
    host.style.cssText =
      'all:initial!important;position:fixed!important;top:0!important;left:0!important;width:0!important;height:0!important;display:block!important;z-index:2147483647!important';
    const root = host.attachShadow({ mode: this.mode });
    adopt(root);
    // A text node whose words change: nothing leaves the page (see attic.ts).
    const live = this.document.createTextNode('');
    const status = element('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' }, live);
    const layer = element('div', { class: 'layer', lang: spokenLanguage() });
    root.append(layer, status);
    for (const type of PRIVATE) root.addEventListener(type, (event) => event.stopPropagation());
    return { host, layer, live };
  }
}

function adopt(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Older browsers keep style sheets of a page and of an extension apart.
    root.append(element('style', {}, css));
  }
}
