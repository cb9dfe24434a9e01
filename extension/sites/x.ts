/** Knows X (Twitter): posts, replies, quotes and direct messages. */
import type { Site } from '../composer/site';

const x: Site = {
  id: 'x.com',
  matches: ['*://x.com/*', '*://*.x.com/*', '*://twitter.com/*', '*://*.twitter.com/*'],
  rules: [],
  examples: [],
};

export default x;
