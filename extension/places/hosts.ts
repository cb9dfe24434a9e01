/** Knows host names as lists hold them: a name covers itself and all below it; `mail.*` covers every ending. */
import shipped from './never.json';

/** Hosts on which nothing is read, whatever a district lists. A district can only widen this. */
export const NEVER: readonly string[] = Object.values(shipped.hosts).flat();

/** True where one of these names covers the host. */
export function covers(names: readonly string[], host: string): boolean {
  return names.some((name) => {
    const wanted = hostOf(name);
    if (wanted === null) return false;
    if (wanted.endsWith('.*')) return host.startsWith(wanted.slice(0, -1));
    return host === wanted || host.endsWith(`.${wanted}`);
  });
}

/** True where nothing may be read: by the shipped list, or by the district's own. */
export function isNever(host: string, district: readonly string[]): boolean {
  return covers(NEVER, host) || covers(district, host);
}

/** The host of what somebody typed or listed: a name, or an address; null for what is none. */
export function hostOf(entry: string): string | null {
  const text = entry.trim().toLowerCase();
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.\*$/.test(text)) return text;
  const address = text.includes('://') ? text : `https://${text}`;
  if (text === '' || !URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  return /^[a-z0-9.-]+$/.test(hostname) ? hostname.replace(/^www\./, '') : null;
}

/** The match pattern that a permission and a script are asked for. */
export function patternOf(host: string): string {
  return `*://*.${host}/*`;
}
