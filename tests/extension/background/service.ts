/** A stand-in for the network: answers by method and path, and remembers what was asked. */
import { vi } from 'vitest';

export interface Asked {
  method: string;
  url: string;
  token: string | null;
  body: unknown;
}

type Reply = (asked: Asked, request: Request) => Response | Promise<Response>;

export const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(status === 304 ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
  });

export const verdict = {
  severity: 'caution',
  checked: 'full',
  language: 'en',
  findings: [
    {
      label: 'insult',
      family: 'harassment',
      clause: 'respect',
      severity: 'caution',
      confidence: 'likely',
      score: null,
      source: 'rule',
      rule: 'insult/idiot',
      reason: 'This may insult a person.',
      advice: 'Say what happened instead.',
      allowed: 'Criticism of decisions.',
      spans: [{ start: 4, end: 9 }],
    },
  ],
  notices: [],
  model: '1-aaaa',
  policy: '401.13+bbbb',
};

/** Answers by `METHOD /path`; enrollment works unless said otherwise, and anything else cannot be reached. */
export function serve(replies: Record<string, Reply>): Asked[] {
  const asked: Asked[] = [];
  let tokens = 0;
  const enroll: Reply = () => json(201, { token: `token-${++tokens}` });
  vi.stubGlobal('fetch', async (request: Request) => {
    const { method, url, headers } = request;
    const text = await request.clone().text();
    const token = headers.get('Authorization')?.replace('Bearer ', '') ?? null;
    const one = { method, url, token, body: text === '' ? null : JSON.parse(text) };
    asked.push(one);
    const path = new URL(url).pathname;
    const reply = replies[`${method} ${path}`] ?? (path === '/v1/enroll' ? enroll : undefined);
    if (!reply) throw new TypeError('Failed to fetch');
    return reply(one, request);
  });
  return asked;
}

/** Never answers, and ends as a request does when its signal says so. */
export const silence: Reply = (_asked, { signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
