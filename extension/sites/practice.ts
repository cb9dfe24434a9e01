/** Knows the practice page of the service: a plain field and an editable box, each with a Post button. */
import type { Site, SiteBasis, SiteExample } from '../composer/site';

const practice: Site = {
  id: 'practice',
  matches: ['http://127.0.0.1/practice*', 'http://localhost/practice*'],
  rules: [
    {
      kind: 'post',
      composer: '[data-practice="composer"]',
      scope: '[data-practice="form"]',
      post: '[data-practice="post"]',
      enterPosts: false,
    },
  ],
};

export default practice;

/** Left out of the built script: only tests read it. */
export const basis: SiteBasis = { kind: 'source', on: '2026-11-24', note: 'Our own page.' };

/** Left out of the built script: only tests read it. */
export const examples: SiteExample[] = [
  {
    name: 'the plain field',
    kind: 'post',
    html: `<section data-practice="form"><textarea data-expect="composer" data-practice="composer"></textarea>
      <button data-expect="post" data-practice="post" type="button">Post</button></section>`,
  },
  {
    name: 'the editable box',
    kind: 'post',
    html: `<section data-practice="form"><div data-expect="composer" data-practice="composer" contenteditable="true"></div>
      <button data-expect="post" data-practice="post" type="button">Post</button></section>`,
  },
  {
    name: 'any other field',
    kind: null,
    html: '<form><textarea name="note"></textarea><button type="submit">Save</button></form>',
  },
];
