/** Knows the parts of the sheet: the text with its chips, the note, and the picker for a missed risk. */
import type { Policy, PreviewApi } from '../messages';
import { button, element } from './dom';
import { mayShow, type Piece, PreviewText } from './preview-text';
import { previewWords as words } from './preview-words';

const NOTE_PAUSE = 200;
const LONGEST_NOTE = 1000;

/** The text that will be sent, with a chip for each token; pressing a chip shows or hides what it stands for. */
export function chipText(text: PreviewText): HTMLElement {
  const shown = element('p', { class: 'goes', tabindex: '0', 'aria-label': words.goes });
  const paint = () => shown.replaceChildren(...text.pieces().map(chip));
  const chip = (piece: Piece, at: number): Node => {
    const { token } = piece;
    if (token === null) return document.createTextNode(piece.text);
    if (!mayShow(token))
      return element('span', { class: 'chip always', title: words.always(token.kind) }, piece.text);
    const made = button(piece.text, piece.shown ? 'chip shown' : 'chip', () => {
      text.toggle(token);
      paint();
      // The chip was made anew: the keyboard stays where it was.
      (shown.childNodes[at] as HTMLElement | undefined)?.focus();
    });
    made.title = piece.shown ? words.hide(piece.text) : words.show(piece.text);
    made.setAttribute('aria-pressed', String(piece.shown));
    return made;
  };
  paint();
  return shown;
}

export interface NoteField {
  field: HTMLElement;
  /** The note as it will be sent, masked. */
  read(): Promise<string>;
}

/**
 * The note: masked too, and shown as it will be sent where masking changes it. It is masked together with the text, so
 * that the same person has the same number in both.
 */
export function noteField(text: string, api: PreviewApi, signal: AbortSignal): NoteField {
  const input = element('textarea', { rows: '2', maxlength: String(LONGEST_NOTE), class: 'note-input' });
  const goes = element('p', { class: 'quiet note-goes', 'aria-live': 'polite' });
  const read = async () => {
    const note = input.value.trim();
    if (note === '') return '';
    const before = `${text}\n\n`;
    const { tokens } = await api.preview(before + note);
    const own = tokens.filter(({ start }) => start >= before.length);
    return new PreviewText(before + note, { text: '', tokens: own }).toString().slice(before.length);
  };
  const paint = async () => {
    const typed = input.value.trim();
    const masked = await read().catch(() => null);
    if (signal.aborted || typed !== input.value.trim()) return;
    goes.textContent = masked === null || masked === typed ? '' : `${words.noteGoes} ${masked}`;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener(
    'input',
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void paint(), NOTE_PAUSE);
    },
    { signal },
  );
  signal.addEventListener('abort', () => clearTimeout(timer));
  const field = element('label', { class: 'field' }, element('span', {}, words.note), input);
  return { field: element('div', {}, field, goes), read };
}

export interface LabelPicker {
  field: HTMLElement;
  read(): string[];
}

/** Families with their labels, as the district's policy names them. */
export function labelPicker(policy: Policy | null): LabelPicker {
  const select = element('select', {}, element('option', { value: '' }, words.notSure));
  for (const family of policy?.families ?? []) {
    const labels = (policy?.labels ?? []).filter(({ id }) => family.labels.includes(id));
    const options = labels.map(({ id, title }) => element('option', { value: id }, title));
    select.append(element('optgroup', { label: family.title }, ...options));
  }
  const field = element('label', { class: 'field' }, element('span', {}, words.label), select);
  return { field, read: () => (select.value === '' ? [] : [select.value]) };
}
