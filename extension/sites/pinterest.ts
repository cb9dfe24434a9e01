/** Knows Pinterest: title and description of a new pin, comments, messages, the words about oneself. */
import { says } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const PUBLISH =
  '[data-test-id="storyboard-creation-nav-done"] button, [data-test-id="board-dropdown-save-button"]';

const pinterest: Site = {
  id: 'pinterest.com',
  matches: ['*://*.pinterest.com/*'],
  rules: [
    {
      kind: 'comment',
      composer:
        '[data-test-id="comment-editor-container"] [contenteditable="true"], [data-test-id="comment-editor-container"] textarea',
      scope: '[data-test-id="comment-composer"], [data-test-id="closeup-body"], form, main, body',
      post: '[data-test-id="activity-item-create-submit"], button[aria-label="Post"]',
      enterPosts: true,
    },
    {
      kind: 'post',
      composer:
        ':is([data-test-id^="storyboard-description"], [data-test-id^="pin-draft-description"]) [contenteditable="true"], textarea[id^="pin-draft-"]',
      scope: 'main, body',
      post: PUBLISH,
      enterPosts: false,
    },
    {
      kind: 'message',
      composer: 'textarea#messageDraft, [data-test-id="message-composer"] textarea',
      scope: 'form, [role="dialog"], body',
      post: 'button[aria-label="Send message to conversation"], button[aria-label="Send message"]',
      enterPosts: true,
    },
    {
      kind: 'profile',
      composer: 'textarea#about',
      scope: 'form, main, body',
      post: 'button',
      postLabel: says(['save', 'done', 'guardar', 'listo']),
      enterPosts: false,
    },
  ],
};

export default pinterest;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Test ids of the publish button as public scripts describe them; those of the other boxes are less sure.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'the description of a pin',
    kind: 'post',
    html: `<main><div data-test-id="storyboard-description-field-container"><div data-expect="composer"
      class="notranslate public-DraftEditor-content" contenteditable="true" role="combobox"></div></div>
      <div data-test-id="storyboard-creation-nav-done"><button data-expect="post" type="button">Publish</button></div></main>`,
  },
  {
    name: 'a comment',
    kind: 'comment',
    html: `<main><div data-test-id="comment-editor-container"><div data-expect="composer" contenteditable="true"
      class="public-DraftEditor-content" role="combobox"></div></div>
      <button data-expect="post" data-test-id="activity-item-create-submit" type="button" aria-label="Post"></button></main>`,
  },
  {
    name: 'a message',
    kind: 'message',
    html: `<form><textarea data-expect="composer" id="messageDraft"></textarea>
      <button data-expect="post" type="button" aria-label="Send message"></button></form>`,
  },
  {
    name: 'the words about oneself',
    kind: 'profile',
    html: `<main><textarea data-expect="composer" id="about"></textarea><button type="button">Reset</button>
      <button data-expect="post" type="button">Save</button></main>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<div role="search"><input name="searchBoxInput" placeholder="Search"></div>',
  },
];
