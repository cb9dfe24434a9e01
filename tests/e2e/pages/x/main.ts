/** A timeline with an inline composer, replies and quotes in a modal, and direct messages. */
import { createElement as h, useState } from 'react';
import { render } from 'react-dom';
import { Composer } from './composer';
import 'draft-js/dist/Draft.css';

declare global {
  interface Window {
    posted: string[];
  }
}
window.posted = [];

function Home() {
  const [posts, setPosts] = useState(['Field trip forms are due Thursday.']);
  const [modal, setModal] = useState<'reply' | 'quote' | null>(null);
  const [chatting, setChatting] = useState(false);
  const post = (text: string) => {
    window.posted.push(text);
    setPosts((old) => [text, ...old]);
    setModal(null);
  };
  return h(
    'main',
    { role: 'main' },
    h(Composer, {
      editorId: 'tweetTextarea_0',
      buttonId: 'tweetButtonInline',
      buttonText: 'Post',
      label: 'Post text',
      onPost: post,
    }),
    h('button', { type: 'button', onClick: () => setChatting(!chatting) }, 'Messages'),
    chatting &&
      h(
        'div',
        { 'data-testid': 'DmActivityContainer' },
        h(Composer, {
          editorId: 'dmComposerTextInput',
          buttonId: 'dmComposerSendButton',
          buttonText: 'Send',
          label: 'Start a new message',
          enterPosts: true,
          onPost: (text) => window.posted.push(text),
        }),
      ),
    posts.map((text) =>
      h(
        'article',
        { key: text, 'data-testid': 'tweet' },
        h('div', { 'data-testid': 'tweetText' }, text),
        h('button', { type: 'button', 'data-testid': 'reply', onClick: () => setModal('reply') }, 'Reply'),
        h('button', { type: 'button', 'data-testid': 'retweet', onClick: () => setModal('quote') }, 'Quote'),
      ),
    ),
    modal &&
      h(
        'div',
        { role: 'dialog', 'aria-modal': 'true' },
        h(Composer, {
          editorId: 'tweetTextarea_0',
          buttonId: 'tweetButton',
          buttonText: modal === 'reply' ? 'Reply' : 'Post',
          label: 'Post text',
          onPost: post,
        }),
      ),
  );
}

const root = document.getElementById('react-root');
if (root) render(h(Home), root);
