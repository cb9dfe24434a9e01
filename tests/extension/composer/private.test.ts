import { describe, expect, test } from 'vitest';
import { boxAt, isPrivate } from '../../../extension/composer/private';

function target(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.querySelector('[data-at]') as HTMLElement;
}

describe('what is never read', () => {
  test.each([
    '<input data-at type="password">',
    '<input data-at type="text">',
    '<form role="search"><textarea data-at></textarea></form>',
    '<textarea data-at aria-label="Search the forum"></textarea>',
    '<textarea data-at name="q"></textarea>',
    '<div data-at role="searchbox" contenteditable="true"></div>',
    '<form><input type="password"><textarea data-at></textarea></form>',
    '<textarea data-at name="g-recaptcha-response"></textarea>',
    '<div class="CodeMirror"><textarea data-at></textarea></div>',
    '<div aria-hidden="true"><textarea data-at></textarea></div>',
  ])('%s', (html) => {
    const element = target(html);
    expect(isPrivate(element)).toBe(true);
    expect(boxAt(element)).toBeNull();
  });
});

describe('boxAt', () => {
  test('finds the outermost editable element', () => {
    const at = target(
      '<div id="box" contenteditable="true"><p><b contenteditable="true" data-at>One</b></p></div>',
    );
    expect(boxAt(at)?.id).toBe('box');
  });
  test('finds a textarea', () => expect(boxAt(target('<textarea data-at></textarea>'))).not.toBeNull());
  test('finds nothing in what cannot be written in', () =>
    expect(boxAt(target('<textarea data-at readonly></textarea>'))).toBeNull());
});
