/** Boxes without an editor: a textarea, an editable element, the same in an open shadow root, and in a frame. */
import { at, wire } from '../post';

const app = at('app');
const kinds: Record<string, () => void> = {
  'mastodon.social': textarea,
  'www.youtube.com': editable,
  'www.reddit.com': shadow,
  'www.blogger.com': frame,
};
(kinds[location.hostname] ?? textarea)();

/** What the browser makes of Enter: blocks, joined by line breaks. */
function textOf(box: HTMLElement): string {
  // biome-ignore lint/performance/useDomNodeTextContent: line breaks are what is asked for
  return box.innerText.replace(/\n$/, '');
}

function textarea(): void {
  app.innerHTML = `<form class="compose-form"><textarea class="autosuggest-textarea__textarea" aria-label="What's on your mind?"></textarea>
    <div class="compose-form__submit"><button id="post" type="button">Post</button></div></form>`;
  const box = app.querySelector('textarea') as HTMLTextAreaElement;
  const clear = () => {
    box.value = '';
  };
  const { post, update } = wire({ text: () => box.value, clear }, at<HTMLButtonElement>('post'));
  box.addEventListener('input', update);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.ctrlKey) post();
  });
}

function wireEditable(box: HTMLElement, button: HTMLButtonElement): void {
  const { update } = wire({ text: () => textOf(box), clear: () => box.replaceChildren() }, button);
  box.addEventListener('input', update);
}

function editable(): void {
  app.innerHTML = `<ytd-commentbox><div id="contenteditable-root" contenteditable="true" role="textbox" aria-label="Add a comment…"></div>
    <div id="submit-button"><button id="post" type="button">Comment</button></div></ytd-commentbox>`;
  wireEditable(at('contenteditable-root'), at<HTMLButtonElement>('post'));
}

function shadow(): void {
  const host = document.createElement('shreddit-composer');
  app.append(host);
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = `<style>div { min-height: 100px; padding: 8px; border: 1px solid #ccd; }</style>
    <shreddit-composer><div contenteditable="true" role="textbox" aria-label="Comment"></div>
    <button id="post" slot="submit-button" type="submit">Comment</button></shreddit-composer>`;
  wireEditable(
    root.querySelector('[contenteditable]') as HTMLElement,
    root.querySelector('button') as HTMLButtonElement,
  );
}

function frame(): void {
  app.innerHTML = `<div role="main"><iframe title="Post" style="height: 200px"></iframe>
    <div role="button" tabindex="0" id="post" aria-label="Publish">Publish</div></div>`;
  const inner = (app.querySelector('iframe') as HTMLIFrameElement).contentDocument as Document;
  inner.open();
  inner.write(
    '<!doctype html><html lang="en"><head><title>Post</title></head><body class="editable" contenteditable="true"></body></html>',
  );
  inner.close();
  const box = inner.body;
  at('post').addEventListener('click', () => {
    if (textOf(box).trim() === '') return;
    window.posted.push(textOf(box));
    box.replaceChildren();
  });
}
