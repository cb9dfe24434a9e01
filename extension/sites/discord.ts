/** Knows Discord on the web: channels, threads and direct messages, a Slate editor. Enter sends; a button is optional. */
import { labelled } from '../composer/labels';
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const discord: Site = {
  id: 'discord.com',
  matches: ['*://discord.com/*', '*://*.discord.com/*'],
  rules: [
    {
      kind: 'message',
      composer: '[role="textbox"][data-slate-editor="true"]',
      scope: 'form',
      // Shown to those who have asked for it in their settings; for the others nothing can be held.
      post: `button:is(${labelled(['Send Message', 'Enviar mensaje'])})`,
      enterPosts: true,
    },
    {
      kind: 'profile',
      composer:
        '[class*="bioTextArea"] [role="textbox"][contenteditable="true"], textarea[placeholder^="Tell us"]',
      scope: 'form, [role="dialog"], main, body',
      post: 'button[type="submit"]',
      enterPosts: false,
    },
  ],
};

export default discord;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = {
  kind: 'modelled',
  on: '2026-11-24',
  note: 'Role and editor attribute as public scripts describe them; the markup around them is ours.',
};

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'a message in a channel, with no button',
    kind: 'message',
    html: `<form><div data-expect="composer" role="textbox" data-slate-editor="true" contenteditable="true"
      aria-label="Message #general"></div><button type="button" aria-label="Open sticker picker"></button></form>`,
  },
  {
    name: 'a message with the button from the settings',
    kind: 'message',
    html: `<form><div data-expect="composer" role="textbox" data-slate-editor="true" contenteditable="true"></div>
      <button data-expect="post" type="button" aria-label="Send Message"></button></form>`,
  },
  {
    name: 'the words about oneself',
    kind: 'profile',
    html: `<form><div class="bioTextArea_1"><div data-expect="composer" role="textbox" contenteditable="true"></div></div>
      <button data-expect="post" type="submit">Save Changes</button></form>`,
  },
  {
    name: 'the search field',
    kind: null,
    html: '<div role="combobox" aria-label="Search"><div class="public-DraftEditor-content" aria-label="Search"></div></div>',
  },
];
