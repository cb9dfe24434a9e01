/** Knows the words that Post buttons carry, in the languages of the interface that are supported; for files in sites/. */

const POST = [
  'post',
  'post all',
  'post now',
  'publish',
  'publish now',
  'share',
  'share now',
  'schedule',
  'submit',
  'save',
  'save changes',
  'comment',
  'post comment',
  'add comment',
  'reply',
  'post reply',
  'respond',
  'send',
  'send message',
  'tweet',
  'publicar',
  'compartir',
  'programar',
  'guardar',
  'comentar',
  'publicar comentario',
  'responder',
  'enviar',
];

/** Any button that sends a text on its way. */
export const POSTS = says(POST);

/** A label that is one of these words and no more; upper and lower case alike, `!` and dots left aside. */
export function says(words: readonly string[]): RegExp {
  return new RegExp(`^(?:${words.join('|')})[.!…]*$`, 'i');
}

/** A selector for labels that begin with one of these words. */
export function labelled(words: readonly string[], attribute = 'aria-label'): string {
  return words.map((word) => `[${attribute}^="${word}"]`).join(', ');
}
