/** Knows Bluesky: posts, replies and quotes (a TipTap editor in a dialog), and direct messages. */
import { labelled } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const EDITOR = '.ProseMirror[contenteditable="true"]';
const PUBLISH = '[data-testid="composerPublishBtn"]';
const REPLYING = `:has(${PUBLISH}:is(${labelled(['Publish repl', 'Publicar respuesta'])}))`;

const bluesky: Site = {
  id: 'bsky.app',
  matches: ['*://bsky.app/*'],
  rules: [
    {
      kind: 'comment',
      composer: `[role="dialog"]${REPLYING} ${EDITOR}`,
      scope: '[role="dialog"]',
      post: PUBLISH,
      enterPosts: false,
    },
    {
      kind: 'post',
      composer: EDITOR,
      scope: '[role="dialog"], main, body',
      post: PUBLISH,
      enterPosts: false,
    },
    {
      kind: 'message',
      composer: `textarea:is(${labelled(['Message input field', 'Write a message', 'Escribe un mensaje'])}), textarea[placeholder="Write a message"]`,
      scope: '[data-testid="convoScreen"], main, body',
      post: `button:is(${labelled(['Send message', 'Enviar mensaje'])})`,
      enterPosts: true,
    },
    {
      kind: 'profile',
      composer: '[role="dialog"] textarea[data-testid="editProfileDescriptionInput"]',
      scope: '[role="dialog"]',
      post: `[data-testid="editProfileSaveBtn"], button:is(${labelled(['Save', 'Guardar'])})`,
      enterPosts: false,
    },
  ],
};

export default bluesky;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'source',
  on: '2026-11-24',
  note: 'Test ids and labels as the published source code names them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a post in its dialog',
    kind: 'post',
    html: `<div role="dialog"><button data-expect="post" data-testid="composerPublishBtn" aria-label="Publish post" type="button">Post</button>
      <div data-expect="composer" class="ProseMirror" contenteditable="true" role="textbox" aria-label="Rich-Text Editor"></div></div>`,
  },
  {
    name: 'a reply in its dialog',
    kind: 'comment',
    html: `<div role="dialog"><button data-expect="post" data-testid="composerPublishBtn" aria-label="Publish reply" type="button">Reply</button>
      <div data-expect="composer" class="ProseMirror" contenteditable="true" role="textbox"></div></div>`,
  },
  {
    name: 'a direct message',
    kind: 'message',
    html: `<main><textarea data-expect="composer" placeholder="Write a message" aria-label="Message input field"></textarea>
      <button data-expect="post" type="button" aria-label="Send message"></button></main>`,
  },
  {
    name: 'the description of a profile',
    kind: 'profile',
    html: `<div role="dialog"><textarea data-expect="composer" data-testid="editProfileDescriptionInput"></textarea>
      <button data-expect="post" data-testid="editProfileSaveBtn" type="button">Save</button></div>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<div><input role="search" placeholder="Search"></div>',
  },
];
