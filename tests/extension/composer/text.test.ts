import { beforeEach, describe, expect, test } from 'vitest';
import { rangeOf, readText } from '../../../extension/composer/text';

function composer(html: string): HTMLElement {
  document.body.innerHTML = `<div contenteditable="true">${html}</div>`;
  return document.body.firstElementChild as HTMLElement;
}

const CASES: [name: string, html: string, text: string][] = [
  ['an empty editor', '<p><br></p>', ''],
  ['one paragraph', '<p dir="ltr"><span data-lexical-text="true">Good morning</span></p>', 'Good morning'],
  ['two paragraphs', '<p>One</p><p>Two</p>', 'One\nTwo'],
  ['an empty line between paragraphs', '<p>One</p><p><br></p><p>Two</p>', 'One\n\nTwo'],
  ['a last empty line', '<p>One</p><p><br></p>', 'One\n'],
  ['a break inside a paragraph', '<p>One<br>Two</p>', 'One\nTwo'],
  ['a break and its filler at the end', '<p>One<br><br></p>', 'One\n'],
  ['the filler of a block alone', '<p>One<br></p><p>Two</p>', 'One\nTwo'],
  [
    'nested blocks of a block editor',
    '<div data-contents="true"><div data-block="true"><div><span><span data-text="true">One</span></span></div></div>' +
      '<div data-block="true"><div><span><br data-text="true"></span></div></div>' +
      '<div data-block="true"><div><span><span data-text="true">Two</span></span></div></div></div>',
    'One\n\nTwo',
  ],
  ['a list', '<ul><li>One</li><li>Two</li></ul>', 'One\nTwo'],
  ['bare text before a block', 'One<div>Two</div>Three', 'One\nTwo\nThree'],
  ['indented source', '<p>One</p>\n   <p>Two</p>\n', 'One\nTwo'],
  ['emoji as pictures', '<p>Nice <img alt="🎉" src="data:,">!</p>', 'Nice 🎉!'],
  ['pictures without words', '<p>Nice<img alt="" src="data:,"></p>', 'Nice'],
  [
    'a mention that cannot be edited',
    '<p>Hi <span contenteditable="false">Lee Marsh</span>!</p>',
    'Hi Lee Marsh!',
  ],
  ['styled words', '<p>so <strong>very</strong> good</p>', 'so very good'],
];

describe('readText', () => {
  test.each(CASES)('reads %s', (_name, html, text) => {
    expect(readText(composer(html)).text).toBe(text);
  });

  test('reads the value of a textarea', () => {
    document.body.innerHTML = '<textarea></textarea>';
    const field = document.querySelector('textarea') as HTMLTextAreaElement;
    field.value = 'One\nTwo';
    expect(readText(field)).toEqual({ text: 'One\nTwo', segments: [] });
  });

  test.each(CASES)('maps every segment to its own characters: %s', (_name, html) => {
    const map = readText(composer(html));
    for (const { node, start, length } of map.segments) {
      const shown = node instanceof Text ? node.data : node.alt;
      expect(map.text.slice(start, start + length)).toBe(shown);
    }
  });
});

describe('rangeOf', () => {
  let root: HTMLElement;
  beforeEach(() => {
    root = composer('<p>😀 One</p><p>Two <b>three</b></p>');
  });

  test('finds words after emoji and line breaks', () => {
    const map = readText(root);
    const start = map.text.indexOf('Two');
    expect(rangeOf(map, start, start + 3)?.toString()).toBe('Two');
  });

  test('spans several nodes', () => {
    const map = readText(root);
    const start = map.text.indexOf('wo');
    expect(rangeOf(map, start, map.text.length)?.toString()).toBe('wo three');
  });

  test('finds a picture', () => {
    const map = readText(composer('<p>a<img alt="🎉" src="data:,">b</p>'));
    expect(rangeOf(map, 1, 3)?.cloneContents().querySelector('img')).not.toBeNull();
  });

  test('has no range for a line break alone', () => {
    const map = readText(root);
    const start = map.text.indexOf('\n');
    expect(rangeOf(map, start, start + 1)).toBeNull();
  });

  test('has no range for nodes that left the page', () => {
    const map = readText(root);
    root.remove();
    expect(rangeOf(map, 0, 2)).toBeNull();
  });
});
