/** Knows LinkedIn: posts, comments and replies, messages, articles. Its editors are Quill, messages a plain editable box. */
import { says } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const linkedin: Site = {
  id: 'linkedin.com',
  matches: ['*://*.linkedin.com/*'],
  rules: [
    {
      kind: 'comment',
      composer: '[class*="comments-comment"] .ql-editor[contenteditable="true"]',
      scope: 'form, [class*="comments-comment-box"]',
      post: '[class*="comments-comment-box__submit-button"], button[type="submit"]',
      enterPosts: false,
    },
    {
      kind: 'post',
      composer:
        '[role="dialog"] .ql-editor[contenteditable="true"], .share-box .ql-editor[contenteditable="true"]',
      scope: '[role="dialog"], .share-box',
      post: '.share-actions__primary-action, button',
      postLabel: says(['post', 'schedule', 'save', 'publicar', 'programar', 'guardar']),
      enterPosts: false,
    },
    {
      kind: 'message',
      composer: '.msg-form__contenteditable[contenteditable="true"]',
      scope: 'form, .msg-form',
      post: '.msg-form__send-button, .msg-form__send-btn',
      // By the person's own setting Enter sends instead, and there is no button then.
      enterPosts: false,
    },
  ],
};

export default linkedin;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Class names as public scripts describe them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a post in its dialog',
    kind: 'post',
    html: `<div role="dialog"><div class="ql-container"><div data-expect="composer" class="ql-editor" contenteditable="true"
      role="textbox" aria-label="Text editor for creating content"><p><br></p></div></div>
      <button type="button">Add a photo</button>
      <button data-expect="post" class="share-actions__primary-action" type="button"><span>Post</span></button></div>`,
  },
  {
    name: 'a comment',
    kind: 'comment',
    html: `<form class="comments-comment-box__form"><div class="comments-comment-texteditor"><div data-expect="composer"
      class="ql-editor" contenteditable="true" role="textbox"></div></div>
      <button data-expect="post" class="comments-comment-box__submit-button--cr" type="submit">Comment</button></form>`,
  },
  {
    name: 'a message',
    kind: 'message',
    html: `<form class="msg-form"><div data-expect="composer" class="msg-form__contenteditable" contenteditable="true"
      role="textbox" aria-label="Write a message…"></div>
      <button data-expect="post" class="msg-form__send-button" type="submit">Send</button></form>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<div><input class="search-global-typeahead__input" placeholder="Search" role="combobox"></div>',
  },
];
