/** Knows Facebook: posts, comments, replies and the Messenger pane. */
import type { Site } from '../composer/site';

const facebook: Site = {
  id: 'facebook.com',
  matches: ['*://*.facebook.com/*'],
  rules: [],
  examples: [],
};

export default facebook;
