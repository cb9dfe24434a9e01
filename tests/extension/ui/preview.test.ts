import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mask } from '../../../extension/background/mask';
import type { Flag, FlagDraft, Policy, PreviewApi, SendReply } from '../../../extension/messages';
import { openPreview } from '../../../extension/ui/preview';
import { PreviewText } from '../../../extension/ui/preview-text';

const text = '😀 Maria Lopez is failing, call 555-0100 in room 204. Maria!';
const span = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
const finding: FlagDraft['findings'][number] = {
  label: 'student_info',
  family: 'confidentiality',
  clause: 'students',
  severity: 'caution',
  confidence: 'likely',
  score: 0.9,
  source: 'classifier',
  rule: null,
  reason: '',
  advice: '',
  allowed: '',
  spans: [span('failing'), span('Maria Lopez is')],
};
const draft: FlagDraft = { text, site: 'facebook.com', findings: [finding], kind: 'false_alarm' };
const policy = {
  families: [{ id: 'harassment', title: 'Harassment', labels: ['insult'] }],
  labels: [{ id: 'insult', title: 'Insult' }],
} as unknown as Policy;

const find = <T extends Element = HTMLElement>(selector: string) => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const press = (label: string) => {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent === label);
  if (!found) throw new Error(`no button ${label}`);
  found.click();
};

let sent: Flag[];
let reply: SendReply;
const api: PreviewApi = {
  preview: async (typed) => mask(typed),
  send: async (flag) => {
    sent.push(flag);
    return reply;
  },
  policy: async () => policy,
};

async function open(one: FlagDraft = draft, given: PreviewApi = api, signal?: AbortSignal) {
  const closed = openPreview(document.body, one, given, signal);
  await vi.waitFor(() => find('.preview .actions'));
  return { closed };
}

beforeEach(() => {
  sent = [];
  reply = { outcome: 'sent', receipt: 'r-1', state: 'waiting' };
});
afterEach(() => document.body.replaceChildren());

describe('the text that will be sent', () => {
  test('has spans that point at the same words, and cut no token', () => {
    const shown = new PreviewText(text, mask(text));
    const sentText = shown.toString();
    const words = finding.spans
      .map((one) => shown.remap(one))
      .map(({ start, end }) => sentText.slice(start, end));
    expect(sentText).toBe('😀 [NAME 1] is failing, call [PHONE] in room [NUMBER]. [NAME 1]!');
    expect(words).toEqual(['failing', '[NAME 1] is']);
    expect(sentText.slice(...Object.values(shown.remap(span('Lopez'))))).toBe('[NAME 1]');
  });

  test('shows a person everywhere or nowhere, and an identifier never', () => {
    const masked = mask(text);
    const shown = new PreviewText(text, masked);
    for (const token of masked.tokens.slice(0, 2)) shown.toggle(token);
    expect(shown.toString()).toBe('😀 Maria Lopez is failing, call [PHONE] in room [NUMBER]. Maria!');
    const { start, end } = shown.remap(span('failing'));
    expect(shown.toString().slice(start, end)).toBe('failing');
  });
});

describe('the preview', () => {
  test('sends exactly what it shows, and ends with the receipt', async () => {
    const { closed } = await open();
    expect(find('.preview').textContent).toContain('it may be a public record');
    const shown = find('.goes').textContent;
    press('Send');
    await vi.waitFor(() => expect(find('.preview').textContent).toContain('r-1'));
    expect(sent).toMatchObject([{ text: shown, labels: ['student_info'], kind: 'false_alarm', note: '' }]);
    expect(sent[0]?.findings[0]).toEqual({
      label: 'student_info',
      source: 'classifier',
      rule: null,
      score: 0.9,
      spans: [
        { start: 15, end: 22 },
        { start: 3, end: 14 },
      ],
    });
    press('Close');
    expect(await closed).toBe(true);
    expect(document.querySelector('.preview')).toBeNull();
  });

  test('lets names and numbers be shown, chip by chip', async () => {
    await open();
    expect([...document.querySelectorAll('button.chip')].map((chip) => chip.textContent)).toEqual([
      '[NAME 1]',
      '[NUMBER]',
      '[NAME 1]',
    ]);
    press('[NUMBER]');
    press('Send');
    await vi.waitFor(() => expect(sent[0]?.text).toContain('room 204. [NAME 1]!'));
  });

  test('masks the note, with the numbers of the text', async () => {
    await open();
    const note = find<HTMLTextAreaElement>('.note-input');
    note.value = 'Juan and Maria know, 555-0101';
    note.dispatchEvent(new Event('input'));
    await vi.waitFor(() =>
      expect(find('.note-goes').textContent).toContain('[NAME 2] and [NAME 1] know, [PHONE]'),
    );
    press('Send');
    await vi.waitFor(() => expect(sent[0]?.note).toBe('[NAME 2] and [NAME 1] know, [PHONE]'));
  });

  test('asks what was missed, with the district’s own words', async () => {
    await open({ ...draft, kind: 'missed', findings: [] });
    const select = find<HTMLSelectElement>('.preview select');
    expect(select.textContent).toContain('Insult');
    select.value = 'insult';
    press('Send');
    await vi.waitFor(() =>
      expect(sent[0]).toMatchObject({ kind: 'missed', labels: ['insult'], findings: [] }),
    );
  });

  test('sends a missed risk without a label when the policy is not known', async () => {
    await open(
      { ...draft, kind: 'missed', findings: [] },
      { ...api, policy: async () => Promise.reject(new Error()) },
    );
    press('Send');
    await vi.waitFor(() => expect(sent[0]?.labels).toEqual([]));
  });

  test('sends nothing when it is cancelled', async () => {
    const { closed } = await open();
    press('Cancel');
    expect(await closed).toBe(false);
    expect(sent).toEqual([]);
  });

  test('closes when the page goes away', async () => {
    const controller = new AbortController();
    const { closed } = await open(draft, api, controller.signal);
    controller.abort();
    expect(await closed).toBe(false);
  });

  test('stays open, with the reason, when it could not be sent', async () => {
    reply = { outcome: 'away', message: 'The service cannot be reached: nothing was sent. Try again later.' };
    await open();
    press('Send');
    await vi.waitFor(() => expect(find('.problem').textContent).toContain('nothing was sent'));
    reply = { outcome: 'sent', receipt: 'r-2', state: 'waiting' };
    press('Send');
    await vi.waitFor(() => expect(find('.preview').textContent).toContain('r-2'));
  });

  test.each([['the text cannot be masked', { ...api, preview: async () => Promise.reject(new Error()) }]])(
    'offers nothing to send when %s',
    async (_name, broken) => {
      const { closed } = await open(draft, broken);
      expect(find('.preview').textContent).toContain('nothing can be sent');
      expect([...document.querySelectorAll('button')].map((one) => one.textContent)).toEqual(['Cancel']);
      press('Cancel');
      expect(await closed).toBe(false);
    },
  );

  test('says so when sending breaks off', async () => {
    await open(draft, { ...api, send: async () => Promise.reject(new Error('gone')) });
    press('Send');
    await vi.waitFor(() => expect(find('.problem').textContent).toContain('nothing was sent'));
  });
});
