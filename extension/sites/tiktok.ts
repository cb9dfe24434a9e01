/** Knows TikTok: comments and replies, captions, messages. Its editors are Draft.js. */
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const tiktok: Site = {
  id: 'tiktok.com',
  matches: ['*://*.tiktok.com/*'],
  rules: [
    {
      kind: 'comment',
      composer:
        ':is([data-e2e="comment-input"], [data-e2e="comment-reply-input"], [data-e2e="comment-text"]) [contenteditable="true"]',
      scope: '[class*="CommentBottom"], [class*="CommentInput"], [data-e2e="comment-box"]',
      post: '[data-e2e="comment-post"]',
      enterPosts: true,
    },
    {
      kind: 'message',
      composer: '[data-e2e="message-input-area"] [contenteditable="true"]',
      scope: '[data-e2e="message-composer"], [class*="ChatBottom"], main',
      post: '[data-e2e="message-send"]',
      enterPosts: true,
    },
    {
      kind: 'post',
      composer:
        '[data-e2e="caption_container"] [contenteditable="true"], .caption-editor [contenteditable="true"]',
      scope: 'main, body',
      post: '[data-e2e="post_video_button"]',
      enterPosts: false,
    },
  ],
};

export default tiktok;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Test ids as public scripts describe them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a comment',
    kind: 'comment',
    html: `<div data-e2e="comment-box"><div data-e2e="comment-input"><div data-expect="composer" role="textbox"
      class="public-DraftEditor-content" contenteditable="true"></div></div>
      <div data-expect="post" data-e2e="comment-post" role="button" tabindex="0">Post</div></div>`,
  },
  {
    name: 'a message',
    kind: 'message',
    html: `<main><div data-e2e="message-input-area"><div data-expect="composer" role="textbox" contenteditable="true"></div></div>
      <div data-expect="post" data-e2e="message-send" role="button" tabindex="0"></div></main>`,
  },
  {
    name: 'the caption of a video',
    kind: 'post',
    html: `<main><div data-e2e="caption_container"><div data-expect="composer" class="public-DraftEditor-content"
      contenteditable="true"></div></div><button data-expect="post" data-e2e="post_video_button" type="button">Post</button></main>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<form data-e2e="search-box"><input type="search" name="q" placeholder="Search"></form>',
  },
];
