/** The queue by keyboard: choose labels, save, go on. Every key presses a button or follows a link of the page. */
import { blurring } from './queue-blur';
import './queue.css';

const one = <T extends HTMLElement>(what: string) => document.querySelector<T>(what);

export function start(): void {
  const dialog = one<HTMLDialogElement>('#keys');
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-keys]')) {
    button.hidden = false;
    button.addEventListener('click', () => dialog?.showModal());
  }
  const blur = blurring();
  const item = one<HTMLFormElement>('#decide');
  const keys = item === null ? listKeys() : itemKeys(item);
  keys.set('b', blur);
  keys.set('?', () => dialog?.showModal());
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open === true) return;
    const target = event.target as HTMLElement;
    if (isTyping(target)) {
      if (event.key === 'Escape') target.blur();
      return;
    }
    // A focused button, link or summary keeps its own Enter.
    if (event.key === 'Enter' && target.closest('a, button, summary') !== null) return;
    const act = keys.get(event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  // Tells whoever presses keys for a living, such as a test, that they are heard.
  document.body.dataset.keys = 'on';
}

type Keys = Map<string, () => void>;

function itemKeys(form: HTMLFormElement): Keys {
  const keys: Keys = new Map();
  for (const label of form.querySelectorAll<HTMLElement>('[data-key]')) {
    keys.set(label.dataset.key ?? '', () => choose(label));
  }
  const press = (what: string) => () => {
    const button = form.querySelector<HTMLButtonElement>(what);
    if (button !== null) form.requestSubmit(button);
  };
  keys.set('Enter', press('[value="save"]'));
  keys.set('s', press('[value="second"]'));
  keys.set('u', () => (isChanged(form) ? form.reset() : one<HTMLFormElement>('#undo')?.requestSubmit()));
  keys.set('j', () => follow('[data-after]'));
  keys.set('k', () => follow('[data-before]'));
  const aside = form.querySelector<HTMLDetailsElement>('#dismiss');
  if (aside !== null) byNumber(aside, keys);
  form.addEventListener('change', (event) => exclude(form, event.target as HTMLInputElement));
  return keys;
}

/** `d` opens the reasons; while they are open, numbers choose one of them instead of a label. */
function byNumber(aside: HTMLDetailsElement, keys: Keys): void {
  const buttons = [...aside.querySelectorAll<HTMLButtonElement>('button')];
  keys.set('d', () => {
    aside.open = !aside.open;
    if (aside.open) buttons[0]?.focus();
  });
  buttons.forEach((button, at) => {
    const key = String(at + 1);
    const otherwise = keys.get(key);
    keys.set(key, () => (aside.open ? button.form?.requestSubmit(button) : otherwise?.()));
  });
}

function choose(label: HTMLElement): void {
  const box = label.querySelector('input');
  if (box === null || box.disabled) return;
  box.click();
  const guide = label.parentElement?.querySelector('details');
  if (guide && box.checked) guide.open = true;
}

/** Silence and labels exclude each other. */
function exclude(form: HTMLFormElement, changed: HTMLInputElement): void {
  if (!changed.checked || (changed.name !== 'silent' && changed.name !== 'label')) return;
  const other = changed.name === 'silent' ? 'label' : 'silent';
  for (const box of form.querySelectorAll<HTMLInputElement>(`input[name="${other}"]`)) box.checked = false;
}

function isChanged(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll('input')].some(
    (field) => field.checked !== field.defaultChecked || field.value !== field.defaultValue,
  );
}

function listKeys(): Keys {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-line]')];
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[name="number"]')];
  const at = () => lines.indexOf(document.activeElement as HTMLElement);
  const all = one<HTMLButtonElement>('[data-select-all]');
  if (all !== null) {
    all.hidden = false;
    all.addEventListener('click', () => {
      const isOn = !boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = isOn;
    });
  }
  return new Map([
    ['j', () => lines[Math.min(at() + 1, lines.length - 1)]?.focus()],
    ['k', () => lines[Math.max(at() - 1, 0)]?.focus()],
    ['x', () => lines[at()]?.closest('.line')?.querySelector('input')?.click()],
    ['u', () => one<HTMLFormElement>('#undo')?.requestSubmit()],
    ['/', () => one('#search')?.focus()],
    ['Enter', () => follow('[data-start]')],
  ]);
}

function follow(what: string): void {
  one<HTMLAnchorElement>(what)?.click();
}

function isTyping(target: HTMLElement): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type);
}
