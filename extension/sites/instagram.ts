/** Knows Instagram: captions, comments, replies to stories, direct messages and the bio of a profile. */
import { labelled, says } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const BUTTON = 'button, [role="button"]';
const CAPTION = ['Write a caption', 'Escribe un pie'];
const COMMENT = ['Add a comment', 'Agrega un comentario', 'Añade un comentario'];

const instagram: Site = {
  id: 'instagram.com',
  matches: ['*://*.instagram.com/*'],
  rules: [
    {
      kind: 'post',
      composer: `[role="dialog"] :is([contenteditable="true"], textarea):is(${labelled(CAPTION)})`,
      scope: '[role="dialog"]',
      post: BUTTON,
      postLabel: says(['share', 'compartir']),
      enterPosts: false,
    },
    {
      kind: 'comment',
      composer: `textarea:is(${labelled(COMMENT)}), [role="textbox"][contenteditable="true"]:is(${labelled(COMMENT)})`,
      scope: 'form, section',
      post: BUTTON,
      postLabel: says(['post', 'publicar']),
      enterPosts: true,
    },
    {
      kind: 'message',
      composer: `[role="textbox"][contenteditable="true"]:is(${labelled(['Message', 'Mensaje'])}), textarea[placeholder^="Message"], textarea[placeholder^="Reply to"]`,
      scope: 'form, [role="group"], section, [role="main"]',
      post: BUTTON,
      postLabel: says(['send', 'enviar']),
      enterPosts: true,
    },
    {
      kind: 'profile',
      composer: 'textarea#pepBio, textarea[placeholder="Bio"]',
      scope: 'form, main',
      post: BUTTON,
      postLabel: says(['submit', 'save', 'enviar', 'guardar']),
      enterPosts: false,
    },
  ],
};

export default instagram;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Labels and roles as public scripts describe them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a caption in the dialog of a new post',
    kind: 'post',
    html: `<div role="dialog" aria-label="Create new post"><div data-expect="composer" role="textbox" contenteditable="true"
      data-lexical-editor="true" aria-label="Write a caption..."></div><div role="button">Back</div>
      <div data-expect="post" role="button">Share</div></div>`,
  },
  {
    name: 'a comment below a post',
    kind: 'comment',
    html: `<section><form><textarea data-expect="composer" aria-label="Add a comment…" placeholder="Add a comment…"></textarea>
      <div data-expect="post" role="button">Post</div></form></section>`,
  },
  {
    name: 'a direct message',
    kind: 'message',
    html: `<section><div data-expect="composer" role="textbox" contenteditable="true" aria-label="Message"></div>
      <div data-expect="post" role="button">Send</div></section>`,
  },
  {
    name: 'the bio of a profile',
    kind: 'profile',
    html: `<main><form><textarea data-expect="composer" id="pepBio"></textarea>
      <div data-expect="post" role="button">Submit</div></form></main>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<div><input aria-label="Search input" placeholder="Search" type="text"></div>',
  },
];
