/** Knows what a site is to the composer code: which element is written in, and which button posts it. */
import type { ComposerKind } from '../messages';
import { hostOf, rootOf } from './roots';

/** One kind of composer on a site. */
export interface ComposerRule {
  kind: ComposerKind;
  /** CSS selector of the element that is written in (contenteditable or textarea). */
  composer: string;
  /** CSS selector of the nearest common ancestor of composer and Post button. */
  scope: string;
  /** CSS selector of the Post button, inside the scope; a site that posts by key alone has none. */
  post: string | null;
  /** Where the selector fits other buttons too: the words that must stand on the Post button. */
  postLabel?: RegExp;
  /** True where a plain Enter posts (comments, messages), as the site does it. */
  enterPosts: boolean;
}

/** One page fragment, exported by the site's file as one of its `examples`, that shows what the selectors of a site must find; tests run them all. */
export interface SiteExample {
  name: string;
  /** Markup in the shape of the site. `data-expect="composer"` and `data-expect="post"` mark what must be found. */
  html: string;
  /** Null where nothing may be found. */
  kind: ComposerKind | null;
}

/**
 * What the expectations of a site were held against. `modelled`: markup written from public descriptions of the site (its
 * roles, labels, test ids), never the site itself. `source`: markup as the site's own published source code draws it.
 */
export interface SiteBasis {
  kind: 'modelled' | 'source';
  /** Day of the last look, YYYY-MM-DD. */
  on: string;
  note: string;
}

/** One site: a file in sites/, read whole. */
export interface Site {
  /** Host name as the service is told it. */
  id: string;
  /** Match patterns of the pages. */
  matches: string[];
  rules: ComposerRule[];
  /** CSS selector of boxes that are no posts (settings, notes to oneself): they are not read, and nothing is said. */
  ignore?: string;
  /** Software that many hosts run: its rules also serve the hosts that a district lists. `any` comes after all others. */
  engine?: 'known' | 'any';
}

/** The first rule of the site that the element fits; order matters where one selector is wider than another. */
export function ruleFor(site: Site, element: Element): ComposerRule | null {
  return site.rules.find((rule) => element.matches(rule.composer)) ?? null;
}

/** The Post buttons of a composer that are on the page now. */
export function postButtons(rule: ComposerRule, composer: Element): HTMLElement[] {
  if (!rule.post) return [];
  // The nearest scope first; from a shadow root or a frame also the scopes around it.
  for (let at: Element | null = composer; at; at = hostOf(rootOf(at))) {
    const inScope = at.closest(rule.scope)?.querySelectorAll<HTMLElement>(rule.post) ?? [];
    const found = [...inScope].filter((button) => isPost(rule, button));
    if (found.length > 0) return found;
  }
  return [];
}

function isPost({ postLabel }: ComposerRule, button: HTMLElement): boolean {
  if (!postLabel) return true;
  const value = 'value' in button ? String(button.value) : '';
  const says = [button.getAttribute('aria-label') ?? '', button.textContent ?? '', value];
  return says.some((one) => postLabel.test(one.trim()));
}

/** True where a Post button stands ready: only then can something be held and let go. */
export function canRelease(rule: ComposerRule, composer: Element): boolean {
  return postButtons(rule, composer).some(isUsable);
}

export function isUsable(button: HTMLElement): boolean {
  return !pressable(button).matches(':disabled, [aria-disabled="true"]');
}

const PRESSED = 'button, input, a[href], [role="button"]';

/** What is pressed in what a rule calls the Post button: a site's own element may be only the frame of the real one. */
export function pressable(button: HTMLElement): HTMLElement {
  if (button.matches(PRESSED)) return button;
  const inside = button.shadowRoot?.querySelector<HTMLElement>(PRESSED);
  return inside ?? button.querySelector<HTMLElement>(PRESSED) ?? button;
}
