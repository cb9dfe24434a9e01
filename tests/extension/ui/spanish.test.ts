/** The same sentences in Spanish, by the language that the browser chooses from _locales. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { severityWord, speak, spokenLanguage, words } from '../../../extension/ui/words';
import { spanish } from '../../../extension/ui/words.es';

const locale = (name: string): Record<string, { message: string }> =>
  JSON.parse(readFileSync(`extension/public/_locales/${name}/messages.json`, 'utf8'));

test('each language says the same, and names itself', () => {
  const [en, es] = [locale('en'), locale('es')];
  expect(Object.keys(es)).toEqual(Object.keys(en));
  expect([en.language?.message, es.language?.message]).toEqual(['en', 'es']);
});

test('any other language is English', () => {
  speak('fr');
  expect(words.undo).toBe('Undo');
  expect(spokenLanguage()).toBe('en');
});

test('Spanish is spoken from then on', () => {
  const english: Record<string, unknown> = { ...words };
  for (const [name, said] of Object.entries(spanish)) {
    if (typeof said === 'string') expect(said, name).not.toBe(english[name]);
    expect(typeof said, name).toBe(typeof english[name]);
  }
  speak('es');
  expect(words.position(1, 3)).toBe('1 de 3');
  expect(severityWord.caution).toBe('Mírelo otra vez');
  expect(Object.keys(words.picture.asks)).toEqual(
    Object.keys((english.picture as typeof words.picture).asks),
  );
  expect(spokenLanguage()).toBe('es');
});
