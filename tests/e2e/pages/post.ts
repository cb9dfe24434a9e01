/** What every page does with what is posted: it stands in `window.posted`, and the box is empty again. */

declare global {
  interface Window {
    posted: string[];
  }
}
window.posted = [];

export interface Box {
  /** What stands in the box now. */
  text(): string;
  clear(): void;
}

/** The button is switched off while the box is empty; `update` is to be called at every change. */
export function wire(box: Box, button: HTMLButtonElement): { post(): void; update(): void } {
  const update = () => {
    button.disabled = box.text().trim() === '';
  };
  const post = () => {
    const text = box.text();
    if (text.trim() === '') return;
    window.posted.push(text);
    box.clear();
    update();
  };
  button.addEventListener('click', post);
  update();
  return { post, update };
}

/** An element of the page by its id. */
export function at<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found as T;
}
