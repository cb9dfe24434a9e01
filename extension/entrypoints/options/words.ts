/** Every sentence of the options page that is not in its HTML. */
import type { Sourced } from '../../messages';

export const words = {
  source: {
    district: 'Set by your district.',
    you: 'Set by you.',
    default: 'As installed.',
  } satisfies Record<Sourced<unknown>['source'], string>,
  building: 'Without hours of your own, those that your district’s service publishes hold.',
  code: 'Your district has set an enrollment code for this browser.',
  pausing: {
    all: 'A pause silences everything.',
    keepSerious: 'A pause silences everything but what is serious.',
  },
  saved: 'Saved.',
  notSaved: 'That could not be kept: the browser has no room left. Free some space and try again.',
  noAddress: 'Write an address such as https://forethought.example.org.',
  refused: (host: string) =>
    `The browser does not let Forethought reach ${host}: nothing is checked until you allow it.`,
  allow: 'Allow',
  remove: 'Remove',
  siteState: { never: 'never read', granted: 'checked', refused: 'not checked here' },
  noSite: 'That is no site, or one that is never read.',
  noHours: 'Choose at least one day, with a start before the end, and breaks such as 11:30-12:00.',
  days: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
};
