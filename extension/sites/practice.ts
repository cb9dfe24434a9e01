/** Knows the practice page of the service: a textarea and an editable box, each with a Post button. */
import type { Site } from '../composer/site';

const practice: Site = {
  id: 'practice',
  matches: ['http://127.0.0.1/practice*', 'http://localhost/practice*'],
  rules: [],
  examples: [],
};

export default practice;
