/**
 * Knows Facebook: posts, comments, replies, the Messenger pane and the bio of a profile.
 * Its class names change with every release; roles, labels and the editor's own attributes stay.
 */
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const EDITOR = '[role="textbox"][contenteditable="true"]';
const COMMENT_LABELS = [
  'Write a',
  'Comment as',
  'Reply',
  'Answer as',
  'Escribe un',
  'Comentar como',
  'Responder',
];
const POST_LABELS = [
  'Post',
  'Share',
  'Share now',
  'Publish',
  'Schedule',
  'Save',
  'Publicar',
  'Compartir',
  'Guardar',
];
const SEND_LABELS = [
  'Press enter to send',
  'Press Enter to send',
  'Send',
  'Enviar',
  'Presiona Enter para enviar',
];

const startingWith = (labels: string[]) => labels.map((label) => `[aria-label^="${label}"]`).join(', ');
const button = (labels: string[]) =>
  labels.map((label) => `[role="button"][aria-label="${label}"]`).join(', ');

const facebook: Site = {
  id: 'facebook.com',
  matches: ['*://*.facebook.com/*'],
  rules: [
    {
      kind: 'comment',
      composer: `${EDITOR}:is(${startingWith(COMMENT_LABELS)}), [role="article"] form ${EDITOR}`,
      scope: 'form, [role="article"], [role="dialog"]',
      post: button(['Comment', 'Reply', 'Post comment', 'Comentar', 'Responder']),
      enterPosts: true,
    },
    {
      kind: 'message',
      composer: `${EDITOR}:is(${startingWith(['Message', 'Mensaje', 'Aa'])})`,
      scope: 'form, [role="group"], [role="main"]',
      post: button(SEND_LABELS),
      enterPosts: true,
    },
    {
      kind: 'post',
      composer: `[role="dialog"] ${EDITOR}, form[method="POST"] ${EDITOR}`,
      scope: '[role="dialog"], form',
      post: button(POST_LABELS),
      enterPosts: false,
    },
    {
      kind: 'profile',
      composer: 'textarea:is([aria-label="Enter bio text"], [placeholder="Describe who you are"])',
      scope: 'form, [role="dialog"], [role="main"]',
      post: button(['Save', 'Guardar']),
      enterPosts: false,
    },
  ],
};

export default facebook;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Roles and labels as public scripts describe them, in English and Spanish; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a post in its dialog',
    kind: 'post',
    html: `<div role="dialog" aria-label="Create post"><form method="POST">
      <div data-expect="composer" role="textbox" contenteditable="true" data-lexical-editor="true"
        aria-label="What's on your mind, Dana?"><p dir="auto"><br></p></div>
      <div role="button" aria-label="Add photo">Photo</div>
      <div data-expect="post" role="button" aria-label="Post">Post</div></form></div>`,
  },
  {
    name: 'a comment below a post',
    kind: 'comment',
    html: `<div role="article"><form role="presentation">
      <div data-expect="composer" role="textbox" contenteditable="true" data-lexical-editor="true"
        aria-label="Write a comment…"></div>
      <div data-expect="post" role="button" aria-label="Comment"></div></form></div>`,
  },
  {
    name: 'a comment below a post that is open in a dialog',
    kind: 'comment',
    html: `<div role="dialog"><form role="presentation">
      <div data-expect="composer" role="textbox" contenteditable="true" aria-label="Comment as Dana Reyes"></div>
      <div data-expect="post" role="button" aria-label="Comment"></div></form></div>`,
  },
  {
    name: 'a reply to a comment',
    kind: 'comment',
    html: `<div role="article"><form>
      <div data-expect="composer" role="textbox" contenteditable="true" aria-label="Reply to Lee Marsh"></div>
      <div data-expect="post" role="button" aria-label="Reply"></div></form></div>`,
  },
  {
    name: 'a message, before the send button appears',
    kind: 'message',
    html: `<div role="group" aria-label="Thread composer">
      <div data-expect="composer" role="textbox" contenteditable="true" aria-label="Message"></div></div>`,
  },
  {
    name: 'a message with its send button',
    kind: 'message',
    html: `<div role="group" aria-label="Thread composer">
      <div data-expect="composer" role="textbox" contenteditable="true" aria-label="Message Lee Marsh"></div>
      <div data-expect="post" role="button" aria-label="Press enter to send"></div></div>`,
  },
  {
    name: 'the bio of a profile',
    kind: 'profile',
    html: `<div role="main"><textarea data-expect="composer" aria-label="Enter bio text"></textarea>
      <div data-expect="post" role="button" aria-label="Save">Save</div></div>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<div role="banner"><input type="search" role="combobox" aria-label="Search Facebook"></div>',
  },
  {
    name: 'a post that is only read',
    kind: null,
    html: '<div role="article"><div dir="auto">Book fair on Friday.</div><div role="button" aria-label="Like"></div></div>',
  },
];
