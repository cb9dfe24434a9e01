/** Knows Discourse, forum software of many hosts: topics and replies as Markdown or rich text, and chat. */
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const EDITOR =
  ':is(textarea.d-editor-input, .d-editor-input [contenteditable="true"], .ProseMirror.d-editor-input)';

const discourse: Site = {
  id: 'discourse.org',
  matches: ['*://*.discourse.org/*', '*://*.discourse.group/*'],
  engine: 'known',
  rules: [
    {
      kind: 'comment',
      composer: `#reply-control:is(.replying, .draft-reply, .edit-post) ${EDITOR}`,
      scope: '#reply-control',
      post: '.save-or-cancel .create',
      enterPosts: false,
    },
    {
      kind: 'post',
      composer: `#reply-control ${EDITOR}`,
      scope: '#reply-control',
      post: '.save-or-cancel .create',
      enterPosts: false,
    },
    {
      kind: 'message',
      composer: 'textarea.chat-composer__input',
      scope: '.chat-composer, .chat-composer__wrapper',
      post: '.chat-composer-button.-send',
      enterPosts: true,
    },
    {
      kind: 'profile',
      composer: '.user-preferences .bio-composer .d-editor-input',
      scope: '.user-preferences',
      post: '.save-changes',
      enterPosts: false,
    },
  ],
};

export default discourse;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'source',
  on: '2026-11-24',
  note: 'Class names and ids as the published source code names them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a new topic',
    kind: 'post',
    html: `<div id="reply-control" class="open"><textarea data-expect="composer" class="d-editor-input"></textarea>
      <div class="save-or-cancel"><button data-expect="post" class="btn btn-primary create" type="button">Create Topic</button></div></div>`,
  },
  {
    name: 'a reply',
    kind: 'comment',
    html: `<div id="reply-control" class="open replying"><textarea data-expect="composer" class="d-editor-input"></textarea>
      <div class="save-or-cancel"><button data-expect="post" class="btn btn-primary create" type="button">Reply</button></div></div>`,
  },
  {
    name: 'a chat message',
    kind: 'message',
    html: `<div class="chat-composer"><textarea data-expect="composer" class="chat-composer__input"></textarea>
      <button data-expect="post" class="chat-composer-button -send" type="button"></button></div>`,
  },
  {
    name: 'the bio of a profile',
    kind: 'profile',
    html: `<div class="user-preferences"><div class="bio-composer"><textarea data-expect="composer" class="d-editor-input"></textarea></div>
      <button data-expect="post" class="save-changes" type="button">Save Changes</button></div>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<div class="search-menu"><input id="search-term" type="search"></div>',
  },
];
