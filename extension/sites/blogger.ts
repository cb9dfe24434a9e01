/** Knows Blogger: posts (an editable frame, or a plain field for HTML) and comments. */
import { labelled } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const blogger: Site = {
  id: 'blogger.com',
  matches: ['*://*.blogger.com/*', '*://*.blogspot.com/*'],
  rules: [
    {
      kind: 'post',
      composer: 'body.editable[contenteditable="true"], .editable[contenteditable="true"]',
      scope: 'c-wiz, [role="main"], body',
      post: `[role="button"]:is(${labelled(['Publish', 'Update', 'Publicar', 'Actualizar'])})`,
      enterPosts: false,
    },
    {
      kind: 'comment',
      composer:
        'textarea#commentBodyField, textarea[aria-label="Enter your comment"], form#commentForm textarea',
      scope: 'form, [role="main"], body',
      post: `#postCommentSubmit, [role="button"]:is(${labelled(['Publish', 'Publicar'])}), input[type="submit"]`,
      enterPosts: false,
    },
  ],
};

export default blogger;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'That the post is an editable body in a frame is publicly described; labels and ids are less sure.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a post',
    kind: 'post',
    html: `<div role="main"><div data-expect="composer" class="editable" contenteditable="true"></div>
      <div role="button" aria-label="Preview"></div>
      <div data-expect="post" role="button" tabindex="0" aria-label="Publish">Publish</div></div>`,
  },
  {
    name: 'a comment',
    kind: 'comment',
    html: `<form id="commentForm"><textarea data-expect="composer" id="commentBodyField"></textarea>
      <input data-expect="post" type="submit" id="postCommentSubmit" value="Publish"></form>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<form><input type="search" aria-label="Search posts"></form>',
  },
];
