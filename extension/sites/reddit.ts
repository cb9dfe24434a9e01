/** Knows Reddit: posts, comments, chat, in the present interface (web components) and in old.reddit.com. */
import { says } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const reddit: Site = {
  id: 'reddit.com',
  matches: ['*://*.reddit.com/*'],
  rules: [
    {
      kind: 'post',
      composer:
        'r-post-composer-form :is([contenteditable="true"], textarea), shreddit-composer[name="body"] [contenteditable="true"], textarea[name="title"], #newlink textarea[name="text"]',
      scope: 'r-post-composer-form, form',
      post: 'r-post-form-submit-button, #inner-post-submit-button, #newlink button[name="submit"]',
      enterPosts: false,
    },
    {
      kind: 'message',
      composer: 'rs-message-composer textarea, textarea[name="message"]',
      scope: 'form, rs-message-composer',
      post: 'button[type="submit"], button[aria-label="Send message"]',
      enterPosts: true,
    },
    {
      kind: 'comment',
      composer:
        'shreddit-composer :is([contenteditable="true"], textarea), .usertext-edit textarea[name="text"]',
      scope: 'shreddit-composer, form',
      post: 'button[slot="submit-button"], button[type="submit"]',
      postLabel: says(['comment', 'reply', 'save', 'save edits', 'comentar', 'responder', 'guardar']),
      enterPosts: false,
    },
  ],
};

export default reddit;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Element names, slots and ids as public scripts describe them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'the text of a post',
    kind: 'post',
    html: `<r-post-composer-form><shreddit-composer name="body"><div data-expect="composer" slot="rte" role="textbox"
      contenteditable="true" data-lexical-editor="true" aria-label="Post body text field"></div></shreddit-composer>
      <r-post-form-submit-button data-expect="post" id="submit-post-button">Post</r-post-form-submit-button></r-post-composer-form>`,
  },
  {
    name: 'a comment',
    kind: 'comment',
    html: `<comment-composer-host><shreddit-composer><div data-expect="composer" slot="rte" role="textbox"
      contenteditable="true" data-lexical-editor="true"></div><button slot="cancel-button" type="button">Cancel</button>
      <button data-expect="post" slot="submit-button" type="submit">Comment</button></shreddit-composer></comment-composer-host>`,
  },
  {
    name: 'a comment in the old interface',
    kind: 'comment',
    html: `<form class="usertext"><div class="usertext-edit"><textarea data-expect="composer" name="text"></textarea>
      <button data-expect="post" class="save" type="submit">save</button></div></form>`,
  },
  {
    name: 'a chat message',
    kind: 'message',
    html: `<rs-message-composer><form><textarea data-expect="composer" name="message" placeholder="Message"></textarea>
      <button data-expect="post" type="submit" aria-label="Send message"></button></form></rs-message-composer>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<reddit-search-large><input name="q" type="text" placeholder="Search Reddit"></reddit-search-large>',
  },
];
