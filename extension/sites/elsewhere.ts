/**
 * Knows what a post looks like on a host that a district or an employee has listed and no other file knows: any box of
 * several lines, with the nearest button that says so. Passwords, searches and editors of code are never read.
 */
import { POSTS } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const elsewhere: Site = {
  id: 'elsewhere',
  matches: [],
  engine: 'any',
  rules: [
    {
      kind: 'post',
      composer: 'textarea:not([readonly], [disabled]), [contenteditable]:not([contenteditable="false"])',
      scope: 'form, [role="dialog"], [role="form"], fieldset, article, section, main, body',
      post: 'button, input[type="submit"], [role="button"]',
      postLabel: POSTS,
      enterPosts: false,
    },
  ],
};

export default elsewhere;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'No site in particular: the forms that most pages have.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a comment form',
    kind: 'post',
    html: `<form><input name="name"><textarea data-expect="composer" name="comment"></textarea>
      <button type="button">Cancel</button><button data-expect="post" type="submit">Post comment</button></form>`,
  },
  {
    name: 'an editor without a form',
    kind: 'post',
    html: `<section><div data-expect="composer" contenteditable="true"><p>One</p></div>
      <div role="button">Bold</div><div data-expect="post" role="button">Publish</div></section>`,
  },
  {
    name: 'a field that cannot be written in',
    kind: null,
    html: '<form><textarea readonly>Terms of use</textarea><button>Submit</button></form>',
  },
];
