/** The extension's id is fixed by the manifest's key, and the service allows exactly that id. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('extension-id.txt follows from the key of the manifest', () => {
  const config = readFileSync('extension/wxt.config.ts', 'utf8');
  const declared = /const KEY =([^;]+);/.exec(config)?.[1] ?? '';
  const key = [...declared.matchAll(/'([^']+)'/g)].map((match) => match[1]).join('');
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  const id = [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
  expect(readFileSync('extension/extension-id.txt', 'utf8').trim()).toBe(id);
});
