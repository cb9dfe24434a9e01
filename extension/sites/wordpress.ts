/** Knows WordPress, hosted and of other hosts: posts in the block editor (also in its frame) and the classic one, comments. */
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const wordpress: Site = {
  id: 'wordpress.com',
  matches: ['*://*.wordpress.com/*'],
  engine: 'known',
  rules: [
    {
      kind: 'comment',
      composer: '#commentform textarea#comment, #replyrow textarea#replycontent, .comment-respond textarea',
      scope: 'form, #replyrow',
      post: '#submit, [name="submit"], #replysubmit .save, #replybtn, button[type="submit"]',
      enterPosts: false,
    },
    {
      kind: 'post',
      composer:
        '.block-editor-rich-text__editable[contenteditable="true"], .editor-post-title__input, textarea#content.wp-editor-area, body#tinymce[contenteditable="true"]',
      scope:
        '.edit-post-layout, .interface-interface-skeleton, .editor-editor-interface, form#post, body.wp-admin',
      post: '.editor-post-publish-button, .editor-post-publish-button__button, #publish',
      enterPosts: false,
    },
  ],
};

export default wordpress;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'source',
  on: '2026-11-24',
  note: 'Class names and ids as the published source code names them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a paragraph in the block editor',
    kind: 'post',
    html: `<div class="interface-interface-skeleton"><button data-expect="post" type="button"
      class="components-button editor-post-publish-button__button">Publish</button><p data-expect="composer"
      class="block-editor-rich-text__editable" contenteditable="true" role="document"></p></div>`,
  },
  {
    name: 'a post in the classic editor',
    kind: 'post',
    html: `<form id="post"><textarea data-expect="composer" class="wp-editor-area" id="content" name="content"></textarea>
      <input data-expect="post" type="submit" id="publish" name="publish" value="Publish"></form>`,
  },
  {
    name: 'a comment',
    kind: 'comment',
    html: `<form id="commentform" class="comment-form"><textarea data-expect="composer" id="comment" name="comment"></textarea>
      <input data-expect="post" name="submit" type="submit" id="submit" value="Post Comment"></form>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<form role="search" class="search-form"><input type="search" name="s"></form>',
  },
];
