/** A feed with a composer in a dialog, comments below each post and a message pane, all appearing and vanishing. */
import type { LexicalEditor } from 'lexical';
import { createElement as h, type ReactNode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { clear, Editor, textOf } from './editor';

declare global {
  interface Window {
    posted: string[];
  }
}
window.posted = [];

interface ButtonProps {
  label: string;
  disabled?: boolean;
  onPress(): void;
}

function Button({ label, disabled = false, onPress }: ButtonProps) {
  return h(
    'div',
    {
      role: 'button',
      tabIndex: disabled ? -1 : 0,
      'aria-label': label,
      'aria-disabled': disabled ? 'true' : undefined,
      onClick: () => disabled || onPress(),
      onKeyDown: (event: KeyboardEvent) => event.key === 'Enter' && !disabled && onPress(),
    },
    label,
  );
}

function PostDialog({ onPost, onClose }: { onPost(text: string): void; onClose(): void }) {
  const [text, setText] = useState('');
  return h(
    'div',
    { role: 'dialog', 'aria-label': 'Create post' },
    h('form', { method: 'POST', onSubmit: (event: Event) => event.preventDefault() }, [
      h(Editor, { key: 'editor', label: "What's on your mind?", rich: true, onText: setText }),
      h(Button, { key: 'post', label: 'Post', disabled: text.trim() === '', onPress: () => onPost(text) }),
      h('button', { key: 'close', type: 'button', 'aria-label': 'Close', onClick: onClose }, 'Close'),
    ]),
  );
}

function EnterEditor({ label, onPost }: { label: string; onPost(text: string): void }) {
  const editor = useRef<LexicalEditor | null>(null);
  const [text, setText] = useState('');
  const post = (from: LexicalEditor) => {
    const written = textOf(from);
    if (written.trim() === '') return;
    onPost(written);
    clear(from);
  };
  return h(
    'form',
    { onSubmit: (event: Event) => event.preventDefault() },
    h(Editor, {
      label,
      rich: false,
      onText: (written, from) => {
        editor.current = from;
        setText(written);
      },
      onEnter: post,
    }),
    text.trim() !== '' &&
      h(Button, {
        label: label === 'Message' ? 'Press enter to send' : 'Comment',
        onPress: () => editor.current && post(editor.current),
      }),
  );
}

function Article({ text, onPost }: { text: string; onPost(text: string): void }): ReactNode {
  const [replying, setReplying] = useState(false);
  return h(
    'div',
    { role: 'article' },
    h('p', { dir: 'auto' }, text),
    h(EnterEditor, { label: 'Write a comment…', onPost }),
    h('button', { type: 'button', onClick: () => setReplying(!replying) }, 'Reply'),
    replying && h(EnterEditor, { label: 'Reply to Dana', onPost }),
  );
}

function Feed() {
  const [posts, setPosts] = useState(['Book fair on Friday in the library.']);
  const [writing, setWriting] = useState(false);
  const [chatting, setChatting] = useState(false);
  const post = (text: string) => {
    window.posted.push(text);
    setPosts((old) => [text, ...old]);
    setWriting(false);
  };
  return h(
    'div',
    null,
    h('header', null, [
      h('button', { key: 'write', type: 'button', onClick: () => setWriting(true) }, 'Create a post'),
      h('button', { key: 'chat', type: 'button', onClick: () => setChatting(!chatting) }, 'Messenger'),
    ]),
    h(
      'main',
      { role: 'main' },
      // biome-ignore lint/correctness/useJsxKeyInIterable: the key stands among the props
      posts.map((text) => h(Article, { key: text, text, onPost: post })),
    ),
    writing && h(PostDialog, { onPost: post, onClose: () => setWriting(false) }),
    chatting &&
      h(
        'div',
        { className: 'pane' },
        h(EnterEditor, { label: 'Message', onPost: (text) => window.posted.push(text) }),
      ),
  );
}

const app = document.getElementById('app');
if (app) createRoot(app).render(h(Feed));
