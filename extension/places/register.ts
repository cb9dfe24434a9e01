/**
 * Knows the district's register of approved accounts and groups, and whether an address is one of them. There every
 * content rule holds as elsewhere; only the work-time notice is left out, and consent to pictures is asked more strictly.
 */
import type { Registered } from './types';

/** True where the page at `address` is an approved account, on a day (YYYY-MM-DD) on which the approval still holds. */
export function isRegistered(
  address: string,
  register: readonly Registered[],
  today = new Date().toISOString().slice(0, 10),
): boolean {
  const here = placeOf(address);
  return register.some((one) => {
    if (one.until !== null && one.until < today) return false;
    const there = placeOf(one.address.includes('://') ? one.address : `https://${one.address}`);
    // An address without a path would be the whole site.
    if (!here || !there || there.path === '') return false;
    const same = here.host === there.host || here.host.endsWith(`.${there.host}`);
    return same && (here.path === there.path || here.path.startsWith(`${there.path}/`));
  });
}

function placeOf(address: string): { host: string; path: string } | null {
  if (!URL.canParse(address)) return null;
  const { hostname, pathname } = new URL(address);
  const host = hostname.replace(/^(www|m|mobile)\./, '').replace(/^twitter\.com$/, 'x.com');
  return { host, path: pathname.replace(/\/+$/, '').toLowerCase() };
}
