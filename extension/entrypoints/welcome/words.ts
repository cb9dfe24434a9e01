/** The five sentences: what is read, when, where it goes, what is kept, who can see it. */
export const sentences = (server: string): [title: string, sentence: string][] => [
  [
    'What is read',
    'The text of the box that you write a post, a comment or a message in, and nothing else of the page; never a picture, a password or a search.',
  ],
  [
    'When',
    'After you pause while writing on a covered site, and never in private windows unless you turn it on.',
  ],
  [
    'Where it goes',
    `To your district’s service at ${server}, which checks it in memory and answers at once.`,
  ],
  [
    'What is kept',
    'Nothing of what you write, unless you press Send in a preview that shows exactly what goes, with names and numbers hidden.',
  ],
  [
    'Who can see it',
    'Your district’s reviewers see only what you have sent, without your name; it may be a public record. Beyond that there are numbers: how often a kind of warning was shown.',
  ],
];
