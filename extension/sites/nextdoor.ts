/** Knows Nextdoor: posts to the neighborhood, comments and replies, messages. */
import { says } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const nextdoor: Site = {
  id: 'nextdoor.com',
  matches: ['*://*.nextdoor.com/*'],
  rules: [
    {
      kind: 'comment',
      composer: 'textarea[data-testid="comment-add-reply-input"]',
      scope: 'form, [data-testid="comment-composer"], [role="dialog"], main',
      post: '[data-testid="inline-composer-reply-button"]',
      enterPosts: false,
    },
    {
      kind: 'post',
      composer:
        'textarea[data-testid="composer-text-field"], [role="dialog"] :is(textarea, [contenteditable="true"])',
      scope: '[role="dialog"], form, main',
      post: '[data-testid="composer-submit-button"], button',
      postLabel: says(['post', 'next', 'publicar']),
      enterPosts: false,
    },
    {
      kind: 'message',
      composer: 'textarea[data-testid="chat-input"], [data-testid="channel-input"] textarea',
      scope: 'form, main',
      post: '[data-testid="chat-send-button"], button[aria-label="Send"]',
      enterPosts: true,
    },
  ],
};

export default nextdoor;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Test ids of comments as public scripts describe them; those of messages and all else are ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a post in its dialog',
    kind: 'post',
    html: `<div role="dialog"><textarea data-expect="composer" data-testid="composer-text-field"
      placeholder="What's happening, neighbor?"></textarea><button type="button">Add photo</button>
      <button data-expect="post" data-testid="composer-submit-button" type="button">Post</button></div>`,
  },
  {
    name: 'a comment',
    kind: 'comment',
    html: `<form><textarea data-expect="composer" data-testid="comment-add-reply-input" placeholder="Add a comment…"></textarea>
      <button data-expect="post" data-testid="inline-composer-reply-button" type="button">Reply</button></form>`,
  },
  {
    name: 'a message',
    kind: 'message',
    html: `<main><textarea data-expect="composer" data-testid="chat-input"></textarea>
      <button data-expect="post" data-testid="chat-send-button" type="button" aria-label="Send"></button></main>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<form role="search"><input id="search-input-field" type="search"></form>',
  },
];
