/** Knows X (Twitter): posts, threads, quotes, replies, direct messages and the bio of a profile. */
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const EDITOR = '[data-testid^="tweetTextarea_"][contenteditable="true"]';
const POST = '[data-testid="tweetButton"], [data-testid="tweetButtonInline"]';
// The modal is nearer than the page behind it, where another composer may stand.
const SCOPE = '[role="dialog"], [data-testid="primaryColumn"], main';

const x: Site = {
  id: 'x.com',
  matches: ['*://x.com/*', '*://*.x.com/*', '*://twitter.com/*', '*://*.twitter.com/*'],
  rules: [
    {
      kind: 'comment',
      composer: `[data-testid="inline_reply_offscreen"] ${EDITOR}, [role="dialog"]:has(article[data-testid="tweet"]) ${EDITOR}`,
      scope: SCOPE,
      post: POST,
      enterPosts: false,
    },
    { kind: 'post', composer: EDITOR, scope: SCOPE, post: POST, enterPosts: false },
    {
      kind: 'message',
      composer:
        '[data-testid="dmComposerTextInput"][contenteditable="true"], textarea[data-testid="dm-composer-textarea"]',
      scope:
        '[data-testid="DMDrawer"], [data-testid="DmActivityContainer"], [data-testid="dm-composer-container"], [role="dialog"], main',
      post: '[data-testid="dmComposerSendButton"], [data-testid="dm-composer-send-button"]',
      enterPosts: true,
    },
    {
      kind: 'profile',
      composer: 'textarea[name="description"]',
      scope: '[role="dialog"], main',
      post: '[data-testid="Profile_Save_Button"]',
      enterPosts: false,
    },
  ],
};

export default x;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Test ids as public scripts describe them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a post on the home page',
    kind: 'post',
    html: `<main role="main"><div data-testid="primaryColumn">
      <div data-expect="composer" data-testid="tweetTextarea_0" role="textbox" contenteditable="true"
        class="public-DraftEditor-content" aria-label="Post text"></div>
      <button data-expect="post" data-testid="tweetButtonInline" type="button">Post</button></div></main>`,
  },
  {
    name: 'a post in the modal, in front of the page',
    kind: 'post',
    html: `<main><div data-testid="primaryColumn"><button data-testid="tweetButtonInline" type="button">Post</button></div></main>
      <div role="dialog"><div data-expect="composer" data-testid="tweetTextarea_0" role="textbox"
        contenteditable="true"></div><button data-expect="post" data-testid="tweetButton" type="button">Post</button></div>`,
  },
  {
    name: 'the second post of a thread',
    kind: 'post',
    html: `<div role="dialog"><div data-expect="composer" data-testid="tweetTextarea_1" contenteditable="true"></div>
      <button data-expect="post" data-testid="tweetButton" type="button">Post all</button></div>`,
  },
  {
    name: 'a quote',
    kind: 'post',
    html: `<div role="dialog"><div data-expect="composer" data-testid="tweetTextarea_0" contenteditable="true"></div>
      <div role="link" data-testid="quoteTweet">Field trip forms</div>
      <button data-expect="post" data-testid="tweetButton" type="button">Post</button></div>`,
  },
  {
    name: 'a reply in the modal',
    kind: 'comment',
    html: `<div role="dialog"><article data-testid="tweet">Field trip forms</article>
      <div data-expect="composer" data-testid="tweetTextarea_0" contenteditable="true"></div>
      <button data-expect="post" data-testid="tweetButton" type="button">Reply</button></div>`,
  },
  {
    name: 'a reply below a post',
    kind: 'comment',
    html: `<main><div data-testid="inline_reply_offscreen">
      <div data-expect="composer" data-testid="tweetTextarea_0" contenteditable="true"></div>
      <button data-expect="post" data-testid="tweetButtonInline" type="button">Reply</button></div></main>`,
  },
  {
    name: 'a direct message',
    kind: 'message',
    html: `<main><div data-expect="composer" data-testid="dmComposerTextInput" contenteditable="true"></div>
      <button data-expect="post" data-testid="dmComposerSendButton" type="button"></button></main>`,
  },
  {
    name: 'a direct message in a plain field',
    kind: 'message',
    html: `<div data-testid="dm-composer-container"><textarea data-expect="composer" data-testid="dm-composer-textarea"></textarea>
      <button data-expect="post" data-testid="dm-composer-send-button" type="button"></button></div>`,
  },
  {
    name: 'the bio of a profile',
    kind: 'profile',
    html: `<div role="dialog"><button data-expect="post" data-testid="Profile_Save_Button" type="button">Save</button>
      <textarea data-expect="composer" name="description"></textarea></div>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<form role="search"><input data-testid="SearchBox_Search_Input" role="combobox"></form>',
  },
];
