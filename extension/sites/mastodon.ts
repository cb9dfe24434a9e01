/** Knows Mastodon, software of many hosts: posts, replies and private mentions all come from one textarea. */
import { labelled } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const mastodon: Site = {
  id: 'mastodon.social',
  matches: ['*://mastodon.social/*', '*://mastodon.online/*'],
  engine: 'known',
  rules: [
    {
      kind: 'comment',
      composer: '.compose-form:has(.reply-indicator) textarea.autosuggest-textarea__textarea',
      scope: '.compose-form',
      post: '.compose-form__submit button, .compose-form__publish button',
      enterPosts: false,
    },
    {
      kind: 'post',
      composer: '.compose-form textarea.autosuggest-textarea__textarea',
      scope: '.compose-form',
      post: '.compose-form__submit button, .compose-form__publish button',
      enterPosts: false,
    },
    {
      kind: 'profile',
      composer: '#account_note, textarea[name="account[note]"]',
      scope: 'form',
      post: `button[type="submit"], button:is(${labelled(['Save'])})`,
      enterPosts: false,
    },
  ],
  // A note on another account is seen by nobody else.
  ignore: '.account__header__account-note, .spoiler-input',
};

export default mastodon;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'source',
  on: '2026-11-24',
  note: 'Class names as the published source code names them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a post',
    kind: 'post',
    html: `<form class="compose-form"><div class="autosuggest-textarea"><textarea data-expect="composer"
      class="autosuggest-textarea__textarea" placeholder="What's on your mind?"></textarea></div>
      <div class="compose-form__submit"><button data-expect="post" class="button" type="submit">Post</button></div></form>`,
  },
  {
    name: 'a reply',
    kind: 'comment',
    html: `<form class="compose-form"><div class="reply-indicator">Field trip forms</div><textarea data-expect="composer"
      class="autosuggest-textarea__textarea"></textarea>
      <div class="compose-form__submit"><button data-expect="post" class="button" type="submit">Reply</button></div></form>`,
  },
  {
    name: 'the bio of a profile',
    kind: 'profile',
    html: `<form><textarea data-expect="composer" id="account_note" name="account[note]"></textarea>
      <button data-expect="post" type="submit">Save changes</button></form>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<form class="search"><input class="search__input" type="text" placeholder="Search or paste URL"></form>',
  },
];
