/** Knows the shapes of what is said about hosts and accounts. */

/** An account or group that the district has approved; `until` is a day, null without an end. */
export interface Registered {
  site: string;
  address: string;
  until: string | null;
}

/** What the district says about hosts, beyond what the extension ships with. */
export interface PolicySites {
  listed: string[];
  /** Wins over `listed`. */
  never: string[];
  register: Registered[];
}

/** Whether a page is read, and the accounts on the district's register. */
export interface Place {
  read: boolean;
  register: Registered[];
}

/** One host beyond those in the manifest. */
export interface PlaceRow {
  host: string;
  /** Added by the employee, not by the district. */
  own: boolean;
  /** On a list of hosts that are never read. */
  never: boolean;
  /** The browser allows it. */
  granted: boolean;
}
