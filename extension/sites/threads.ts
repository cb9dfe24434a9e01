/** Knows Threads: new threads, replies and quotes, in the page and in the dialog. All share one editor and its label. */
import { labelled, says } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const EDITOR = '[role="textbox"][contenteditable="true"]';
const LABELS = ['Empty text field', 'Text field', 'Campo de texto'];
const REPLY = `:is([aria-placeholder^="Reply"], [aria-placeholder^="Responder"])`;

const threads: Site = {
  id: 'threads.com',
  matches: ['*://*.threads.com/*', '*://*.threads.net/*'],
  rules: [
    {
      kind: 'comment',
      composer: `${EDITOR}${REPLY}`,
      scope: '[role="dialog"], [role="region"], main',
      post: '[role="button"], button',
      postLabel: says(['post', 'reply', 'publicar', 'responder']),
      enterPosts: false,
    },
    {
      kind: 'post',
      composer: `${EDITOR}:is(${labelled(LABELS)})`,
      scope: '[role="dialog"], [role="region"], main',
      post: '[role="button"], button',
      postLabel: says(['post', 'publicar']),
      enterPosts: false,
    },
  ],
};

export default threads;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'The label of the editor as public scripts describe it; the markup around it is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a new thread in its dialog',
    kind: 'post',
    html: `<div role="dialog"><div role="button">Cancel</div><div data-expect="composer" role="textbox" contenteditable="true"
      aria-label="Empty text field. Type to compose a new post." aria-placeholder="What’s new?"></div>
      <div data-expect="post" role="button">Post</div></div>`,
  },
  {
    name: 'a reply',
    kind: 'comment',
    html: `<div role="dialog"><div data-expect="composer" role="textbox" contenteditable="true"
      aria-label="Text field. Type to compose a new post." aria-placeholder="Reply to lee.marsh…"></div>
      <div data-expect="post" role="button">Post</div></div>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<div role="search"><input type="search" placeholder="Search"></div>',
  },
];
