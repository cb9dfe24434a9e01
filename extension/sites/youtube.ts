/** Knows YouTube: comments and replies, posts of a channel, and live chat (in a frame of the same origin). */
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const youtube: Site = {
  id: 'youtube.com',
  matches: ['*://*.youtube.com/*'],
  rules: [
    {
      kind: 'message',
      composer: 'yt-live-chat-text-input-field-renderer #input[contenteditable]',
      scope: 'yt-live-chat-message-input-renderer',
      post: '#send-button button, #send-button yt-icon-button',
      enterPosts: true,
    },
    {
      kind: 'post',
      composer:
        'ytd-backstage-post-dialog-renderer #contenteditable-root[contenteditable="true"], ytcp-social-suggestions-textbox #textbox[contenteditable="true"]',
      scope: 'ytd-backstage-post-dialog-renderer, ytcp-uploads-dialog, ytcp-video-metadata-editor, ytcp-app',
      post: '#submit-button, #done-button, #save',
      enterPosts: false,
    },
    {
      kind: 'comment',
      composer: '#contenteditable-root[contenteditable="true"]',
      scope: 'ytd-commentbox, ytd-comment-dialog-renderer, ytd-comment-simplebox-renderer',
      post: '#submit-button',
      enterPosts: false,
    },
  ],
};

export default youtube;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Element names and ids as public scripts describe them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a comment',
    kind: 'comment',
    html: `<ytd-commentbox><div id="contenteditable-textarea"><div data-expect="composer" id="contenteditable-root"
      contenteditable="true" aria-label="Add a comment…"></div></div><div id="cancel-button">Cancel</div>
      <ytd-button-renderer data-expect="post" id="submit-button"><button type="button">Comment</button></ytd-button-renderer></ytd-commentbox>`,
  },
  {
    name: 'a post of a channel',
    kind: 'post',
    html: `<ytd-backstage-post-dialog-renderer><div data-expect="composer" id="contenteditable-root" contenteditable="true"></div>
      <ytd-button-renderer data-expect="post" id="submit-button"><button type="button">Post</button></ytd-button-renderer></ytd-backstage-post-dialog-renderer>`,
  },
  {
    name: 'a message in live chat',
    kind: 'message',
    html: `<yt-live-chat-message-input-renderer><yt-live-chat-text-input-field-renderer><div data-expect="composer" id="input"
      contenteditable="true"></div></yt-live-chat-text-input-field-renderer><div id="send-button">
      <button data-expect="post" type="button" aria-label="Send"></button></div></yt-live-chat-message-input-renderer>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<form role="search"><input id="search" name="search_query" role="combobox"></form>',
  },
];
