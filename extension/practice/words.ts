/** Every sentence of the practice page that its script says. */
export const practiceWords = {
  tryOne: 'Try one of these, or write your own:',
  samples: [
    'Jordan Miller is failing math again and got suspended on Friday.',
    'Our new principal is a complete idiot 🙄',
    'Door code for the gym is 4471, come in by the back.',
    'So proud of our robotics team tonight! 🎉',
  ],
  field: 'A plain text field',
  box: 'An editor, as social sites have it',
  post: 'Post',
  posted: 'On a real site it would be posted now. Here nothing leaves this page but the check.',
  start: 'Write something, then pause for a moment.',
  looking: 'Looking …',
  clear: 'Nothing to look at again.',
  notChecked: 'This text was not checked.',
  found: (count: number) =>
    count === 1 ? 'One place to look at again.' : `${count} places to look at again.`,
  away: 'The service cannot be reached: nothing is checked.',
  paused: 'Paused: nothing is checked.',
  extension: 'Your browser has the extension: it checks what you write here, as it does on other sites.',
};
