/** Knows phpBB, forum software of many hosts: topics, replies and private messages. It has no host of its own. */
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const phpbb: Site = {
  id: 'phpbb',
  matches: [],
  engine: 'known',
  rules: [
    {
      kind: 'message',
      composer: 'form#postform[action*="ucp.php"] textarea[name="message"]',
      scope: 'form',
      post: 'input[name="post"]',
      enterPosts: false,
    },
    {
      kind: 'comment',
      composer: 'form#qr_postform textarea[name="message"]',
      scope: 'form',
      post: 'input[name="post"]',
      enterPosts: false,
    },
    {
      kind: 'post',
      composer: 'form#postform textarea[name="message"]',
      scope: 'form',
      post: 'input[name="post"]',
      enterPosts: false,
    },
    {
      kind: 'profile',
      composer: 'form#ucp textarea[name="signature"], textarea[name="signature"]',
      scope: 'form',
      post: 'input[name="submit"]',
      enterPosts: false,
    },
  ],
};

export default phpbb;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'source',
  on: '2026-11-24',
  note: 'Ids and names as the published source code names them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a topic or a reply',
    kind: 'post',
    html: `<form id="postform" action="./posting.php?mode=post&f=2"><textarea data-expect="composer" name="message" id="message"></textarea>
      <input type="submit" name="preview" value="Preview"><input data-expect="post" type="submit" name="post" value="Submit"></form>`,
  },
  {
    name: 'a quick reply',
    kind: 'comment',
    html: `<form id="qr_postform" action="./posting.php?mode=reply"><textarea data-expect="composer" name="message"></textarea>
      <input data-expect="post" type="submit" name="post" value="Submit"></form>`,
  },
  {
    name: 'a private message',
    kind: 'message',
    html: `<form id="postform" action="./ucp.php?i=pm&mode=compose"><textarea data-expect="composer" name="message"></textarea>
      <input data-expect="post" type="submit" name="post" value="Submit"></form>`,
  },
  {
    name: 'a signature',
    kind: 'profile',
    html: `<form id="ucp"><textarea data-expect="composer" name="signature" id="signature"></textarea>
      <input data-expect="post" type="submit" name="submit" value="Submit"></form>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<form id="search"><input name="keywords" type="search"></form>',
  },
];
