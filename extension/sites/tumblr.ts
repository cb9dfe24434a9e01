/** Knows Tumblr: posts and reblogs (a block editor: each paragraph is a box of its own), replies, messages. */
import { labelled, says } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const tumblr: Site = {
  id: 'tumblr.com',
  matches: ['*://*.tumblr.com/*'],
  rules: [
    {
      kind: 'post',
      composer: '.block-editor-rich-text__editable[contenteditable="true"]',
      scope: '[role="dialog"], .post-form, main, body',
      post: 'button, [role="button"]',
      postLabel: says([
        'post',
        'post now',
        'reblog',
        'queue',
        'schedule',
        'save draft',
        'publicar',
        'rebloguear',
      ]),
      enterPosts: false,
    },
    {
      kind: 'comment',
      composer: `textarea:is(${labelled(['Reply', 'Send a reply', 'Responder'], 'placeholder')}), textarea[aria-label^="Reply"]`,
      scope: 'form, article',
      post: 'button',
      postLabel: says(['reply', 'responder']),
      enterPosts: false,
    },
    {
      kind: 'message',
      composer: `textarea:is(${labelled(['Say your thing', 'Message', 'Mensaje'], 'placeholder')})`,
      scope: 'form, [role="dialog"], section',
      post: 'button[type="submit"], button[aria-label="Send"]',
      enterPosts: true,
    },
  ],
};

export default tumblr;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'The classes of the block editor are those of its published source; labels and the rest are ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a paragraph of a post',
    kind: 'post',
    html: `<div role="dialog"><p data-expect="composer" class="block-editor-rich-text__editable" contenteditable="true"
      role="document" aria-label="Add default block"></p><button type="button">Close</button>
      <button data-expect="post" type="button">Post now</button></div>`,
  },
  {
    name: 'a reply',
    kind: 'comment',
    html: `<article><form><textarea data-expect="composer" placeholder="Reply as danareyes"></textarea>
      <button data-expect="post" type="button" aria-label="Reply"></button></form></article>`,
  },
  {
    name: 'a message',
    kind: 'message',
    html: `<section><form><textarea data-expect="composer" placeholder="Say your thing"></textarea>
      <button data-expect="post" type="submit" aria-label="Send"></button></form></section>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<form role="search"><input name="q" role="combobox" placeholder="Search Tumblr"></form>',
  },
];
