/** Knows where the caret of a composer is, and puts it back. Moves the selection only, never the text. */
import { containsAcross, selectionIn } from './roots';
import { isField, rangeOf, type TextMap } from './text';

/** Remember the caret (or selection); the returned function gives the focus and the caret back. */
export function rememberCaret(composer: HTMLElement): () => void {
  if (isField(composer)) {
    const { selectionStart, selectionEnd } = composer;
    return () => {
      composer.focus({ preventScroll: true });
      composer.setSelectionRange(selectionStart, selectionEnd);
    };
  }
  const selection = selectionIn(composer);
  const anchor = selection?.anchorNode;
  const inside = selection?.rangeCount && anchor && containsAcross(composer, anchor);
  const range = inside ? selection.getRangeAt(0).cloneRange() : null;
  return () => {
    composer.focus({ preventScroll: true });
    if (range?.startContainer.isConnected) select(composer, range);
  };
}

/** Give the composer the focus, with the caret behind the character before `offset`. */
export function placeCaret(composer: HTMLElement, map: TextMap, offset: number): void {
  composer.focus();
  if (isField(composer)) {
    composer.setSelectionRange(offset, offset);
    return;
  }
  const range = rangeOf(map, Math.max(offset - 1, 0), offset);
  if (!range) return;
  range.collapse(false);
  select(composer, range);
}

function select(composer: HTMLElement, range: Range): void {
  const selection = selectionIn(composer);
  selection?.removeAllRanges();
  selection?.addRange(range);
}
