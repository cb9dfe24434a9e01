/** Knows what a site is to the composer code: which element is written in, and which button posts it. */
import type { ComposerKind } from '../messages';

/** One kind of composer on a site. */
export interface ComposerRule {
  kind: ComposerKind;
  /** CSS selector of the element that is written in (contenteditable or textarea). */
  composer: string;
  /** CSS selector of the nearest common ancestor of composer and Post button. */
  scope: string;
  /** CSS selector of the Post button, inside the scope; a site that posts by key alone has none. */
  post: string | null;
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

/** One site: a file in sites/, read whole. */
export interface Site {
  /** Host name as the service is told it. */
  id: string;
  /** Match patterns of the pages. */
  matches: string[];
  rules: ComposerRule[];
}

/** The first rule of the site that the element fits; order matters where one selector is wider than another. */
export function ruleFor(site: Site, element: Element): ComposerRule | null {
  return site.rules.find((rule) => element.matches(rule.composer)) ?? null;
}

/** The Post buttons of a composer that are on the page now. */
export function postButtons(rule: ComposerRule, composer: Element): HTMLElement[] {
  if (!rule.post) return [];
  return [...(composer.closest(rule.scope)?.querySelectorAll<HTMLElement>(rule.post) ?? [])];
}
