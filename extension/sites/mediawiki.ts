/** Knows MediaWiki, software of many hosts: pages as wikitext and in the visual editor, replies on talk pages. */
import { says } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const VISUAL = '.ve-ce-documentNode[contenteditable="true"]';
const REPLY = '.ext-discussiontools-ui-replyWidget';

const mediawiki: Site = {
  id: 'wikipedia.org',
  matches: ['*://*.wikipedia.org/*', '*://*.wikimedia.org/*', '*://*.mediawiki.org/*'],
  engine: 'known',
  rules: [
    {
      kind: 'comment',
      composer: `${REPLY} ${VISUAL}, ${REPLY} textarea`,
      scope: REPLY,
      post: '.oo-ui-buttonElement-button',
      postLabel: says(['reply', 'add topic', 'save changes', 'responder', 'añadir tema']),
      enterPosts: false,
    },
    {
      kind: 'post',
      composer: `textarea#wpTextbox1, ${VISUAL}`,
      scope: 'form#editform, body.ve-active, #content, body',
      post: '#wpSave, .oo-ui-tool-name-showSave .oo-ui-tool-link, .ve-ui-mwSaveDialog .oo-ui-processDialog-actions-primary .oo-ui-buttonElement-button',
      enterPosts: false,
    },
  ],
  ignore: '#wpSummary, .mw-searchInput',
};

export default mediawiki;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'source',
  on: '2026-11-24',
  note: 'Class names and ids as the published source code names them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'the wikitext of a page',
    kind: 'post',
    html: `<form id="editform"><textarea data-expect="composer" id="wpTextbox1" name="wpTextbox1"></textarea>
      <input type="submit" id="wpPreview" value="Show preview">
      <input data-expect="post" type="submit" id="wpSave" value="Publish changes"></form>`,
  },
  {
    name: 'a page in the visual editor',
    kind: 'post',
    html: `<div id="content"><div class="oo-ui-tool-name-showSave"><a data-expect="post" class="oo-ui-tool-link" role="button"
      tabindex="0">Publish changes…</a></div><div data-expect="composer" class="ve-ce-documentNode" contenteditable="true"></div></div>`,
  },
  {
    name: 'a reply on a talk page',
    kind: 'comment',
    html: `<div class="ext-discussiontools-ui-replyWidget"><textarea data-expect="composer"></textarea>
      <a class="oo-ui-buttonElement-button" role="button" tabindex="0">Cancel</a>
      <a data-expect="post" class="oo-ui-buttonElement-button" role="button" tabindex="0">Reply</a></div>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<form id="searchform"><input type="search" name="search" id="searchInput"></form>',
  },
];
