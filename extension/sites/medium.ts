/** Knows Medium: stories (one box for title and text) and responses. */
import { says } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const medium: Site = {
  id: 'medium.com',
  matches: ['*://medium.com/*', '*://*.medium.com/*'],
  rules: [
    {
      kind: 'comment',
      composer:
        '[role="dialog"] [contenteditable="true"], [data-slate-editor="true"][contenteditable="true"]',
      scope: '[role="dialog"], form, article, main',
      post: 'button',
      postLabel: says(['respond', 'reply', 'responder']),
      enterPosts: false,
    },
    {
      kind: 'post',
      composer:
        '.postArticle-content[contenteditable="true"], [contenteditable="true"]:has([data-testid="editorTitleParagraph"], [data-testid="editorParagraphText"])',
      scope: 'body',
      post: '[data-action="show-prepublish"], [data-testid="publishButton"], [data-action="publish"], button',
      postLabel: says(['publish', 'publish now', 'publicar', 'publicar ahora']),
      enterPosts: false,
    },
  ],
};

export default medium;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Test ids of the story as public scripts describe them; those of responses are less sure.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a story',
    kind: 'post',
    html: `<div><button type="button">Edit</button><button data-expect="post" type="button" data-action="show-prepublish">Publish</button>
      <div data-expect="composer" class="postArticle-content" contenteditable="true"><h3 data-testid="editorTitleParagraph"><br></h3>
      <p data-testid="editorParagraphText"><br></p></div></div>`,
  },
  {
    name: 'a response',
    kind: 'comment',
    html: `<div role="dialog"><div data-expect="composer" data-slate-editor="true" contenteditable="true" role="textbox"></div>
      <button type="button">Cancel</button><button data-expect="post" type="button">Respond</button></div>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<div><input role="combobox" placeholder="Search" aria-label="search"></div>',
  },
];
