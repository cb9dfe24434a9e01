/**
 * Knows the sheet that shows what will be sent to the reviewers before it is sent: masked, chip by chip, with the
 * masked note. Nothing leaves the device until *Send* is pressed.
 */
import type { Flag, FlagDraft, PreviewApi, SendReply } from '../messages';
import { button, element } from './dom';
import css from './preview.css?inline';
import { chipText, labelPicker, noteField } from './preview-parts';
import { flagOf, PreviewText } from './preview-text';
import { previewWords as words } from './preview-words';

const SHEETS = new WeakMap<Document | ShadowRoot, CSSStyleSheet>();

/**
 * Open the sheet in `host` (the page's shadow root, or an element of the popup).
 *
 * @returns Whether it was sent, once the sheet is closed: by the employee, by Escape, or by `signal`.
 */
export async function openPreview(
  host: ShadowRoot | HTMLElement,
  draft: FlagDraft,
  api: PreviewApi,
  signal?: AbortSignal,
): Promise<boolean> {
  const closing = new AbortController();
  const before = focusedIn(host);
  const sheet = element('dialog', { class: 'preview', 'aria-labelledby': 'forethought-preview' });
  const title = element('h2', { id: 'forethought-preview', tabindex: '-1' }, words.title[draft.kind]);
  let sent = false;
  const closed = new Promise<boolean>((resolve) => {
    closing.signal.addEventListener('abort', () => {
      sheet.close();
      sheet.remove();
      if (before?.isConnected) before.focus();
      resolve(sent);
    });
  });
  const close = () => closing.abort();
  sheet.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  signal?.addEventListener('abort', close, { signal: closing.signal });
  sheet.append(title);
  dress(host);
  host.append(sheet);
  if (signal?.aborted) {
    close();
    return closed;
  }
  sheet.showModal();
  title.focus();
  const onSent = (reply: Extract<SendReply, { outcome: 'sent' }>) => {
    sent = true;
    sheet.replaceChildren(...thanks(reply.receipt, close));
    sheet.querySelector('button')?.focus();
  };
  try {
    sheet.append(...(await form(draft, api, closing.signal, close, onSent)));
  } catch {
    sheet.append(problem(words.notMasked), actions(button(words.cancel, '', close)));
  }
  return closed;
}

type OnSent = (reply: Extract<SendReply, { outcome: 'sent' }>) => void;

async function form(
  draft: FlagDraft,
  api: PreviewApi,
  signal: AbortSignal,
  close: () => void,
  onSent: OnSent,
): Promise<Node[]> {
  const [masked, policy] = await Promise.all([
    api.preview(draft.text),
    draft.kind === 'missed' ? api.policy().catch(() => null) : null,
  ]);
  const text = new PreviewText(draft.text, masked);
  const picker = draft.kind === 'missed' ? labelPicker(policy) : null;
  const note = noteField(draft.text, api, signal);
  const failure = problem('');
  const send = button(words.send, 'main', () => void submit());
  const flagged = [...new Set(draft.findings.map(({ label }) => label))];

  async function submit(): Promise<void> {
    if (send.disabled) return;
    send.disabled = true;
    send.textContent = words.sending;
    failure.textContent = '';
    const reply = await note
      .read()
      .then((written): Flag => flagOf(draft, text, picker?.read() ?? flagged, written))
      .then((flag) => api.send(flag))
      .catch(() => null);
    if (signal.aborted) return;
    if (reply?.outcome === 'sent') {
      onSent(reply);
      return;
    }
    failure.textContent = reply?.message ?? words.notSent;
    send.disabled = false;
    send.textContent = words.send;
  }

  const chips = masked.tokens.length > 0 ? element('p', { class: 'quiet' }, words.chips) : '';
  return [
    element('p', {}, words.goes),
    chipText(text),
    chips,
    picker?.field ?? '',
    note.field,
    element('p', { class: 'promise' }, `${words.only} ${words.stored}`),
    failure,
    actions(send, button(words.cancel, '', close)),
  ].map((part) => (typeof part === 'string' ? document.createTextNode(part) : part));
}

function thanks(receipt: string, close: () => void): Node[] {
  return [
    element('h2', { id: 'forethought-preview' }, words.sent),
    element('p', { role: 'status' }, `${words.receipt} `, element('code', {}, receipt)),
    element('p', { class: 'quiet' }, words.kept),
    actions(button(words.close, 'main', close)),
  ];
}

function problem(sentence: string): HTMLElement {
  return element('p', { class: 'problem', role: 'alert' }, sentence);
}

function actions(...buttons: HTMLElement[]): HTMLElement {
  return element('div', { class: 'actions' }, ...buttons);
}

function focusedIn(host: ShadowRoot | HTMLElement): HTMLElement | null {
  const root = host.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  const element = focused ?? document.activeElement;
  return element instanceof HTMLElement ? element : null;
}

/** Constructed, since a page may refuse style elements. */
function dress(host: ShadowRoot | HTMLElement): void {
  const root = host.getRootNode();
  if (!(root instanceof ShadowRoot || root instanceof Document) || SHEETS.has(root)) return;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    SHEETS.set(root, sheet);
  } catch {
    // Older browsers keep the style sheets of a page and of an extension apart.
    (root instanceof Document ? root.head : root).append(element('style', {}, css));
  }
}
