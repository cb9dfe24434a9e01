/** Reads the folder whole: every file beside this one is a site. */
import type { Site } from '../composer/site';

const files = import.meta.glob<Site>(['./*.ts', '!./index.ts'], { eager: true, import: 'default' });

export const sites: Site[] = Object.values(files);
export const matches: string[] = sites.flatMap((site) => site.matches);

/** The site that a page belongs to; null for pages that no site matches. */
export function siteOf(url: string): Site | null {
  return sites.find((site) => site.matches.some((pattern) => fits(pattern, new URL(url)))) ?? null;
}

/**
 * A host that was added by a district or an employee: whichever software it runs, else the careful rule for any page.
 * To be asked only where the browser was told to run there.
 */
export function siteElsewhere(url: string): Site {
  const engines = sites.filter((site) => site.engine === 'known');
  const last = sites.filter((site) => site.engine === 'any');
  return {
    id: new URL(url).hostname.replace(/^www\./, ''),
    matches: [],
    rules: [...engines, ...last].flatMap((site) => site.rules),
    ignore: engines.flatMap((site) => site.ignore ?? []).join(', '),
  };
}

/** A match pattern as browsers read it: scheme, host with subdomains, path; any port. */
function fits(pattern: string, url: URL): boolean {
  const parts = /^(\*|https?):\/\/(\*\.)?([^/]+)(\/.*)$/.exec(pattern);
  if (!parts) return false;
  const [, scheme, anySubdomain, host = '', path = ''] = parts;
  if (scheme === '*' ? !/^https?:$/.test(url.protocol) : url.protocol !== `${scheme}:`) return false;
  if (url.hostname !== host && !(anySubdomain && url.hostname.endsWith(`.${host}`))) return false;
  const start = path.endsWith('*') ? path.slice(0, -1) : null;
  return start === null ? url.pathname === path : url.pathname.startsWith(start);
}
