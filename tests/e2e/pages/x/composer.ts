/** A Draft.js composer as X has it: Ctrl+Enter posts, a button posts, direct messages post by Enter. */
import { ContentState, Editor, type EditorProps, EditorState } from 'draft-js';
import { type ComponentType, createElement as h, useRef, useState } from 'react';

interface ComposerProps {
  editorId: string;
  buttonId: string;
  buttonText: string;
  label: string;
  enterPosts?: boolean;
  onPost(text: string): void;
}

// The types of Draft.js see a newer React than this page's own.
const DraftEditor = Editor as unknown as ComponentType<EditorProps>;

export function Composer({
  editorId,
  buttonId,
  buttonText,
  label,
  enterPosts = false,
  onPost,
}: ComposerProps) {
  const [state, setState] = useState(() => EditorState.createEmpty());
  const latest = useRef(state);
  latest.current = state;
  const text = state.getCurrentContent().getPlainText('\n');
  const post = () => {
    const written = latest.current.getCurrentContent().getPlainText('\n');
    if (written.trim() === '') return;
    onPost(written);
    setState(EditorState.push(latest.current, ContentState.createFromText(''), 'remove-range'));
  };
  return h(
    'div',
    { className: 'compose' },
    h(DraftEditor, {
      editorState: state,
      onChange: setState,
      webDriverTestID: editorId,
      ariaLabel: label,
      ariaMultiline: true,
      role: 'textbox',
      spellCheck: true,
      handleReturn: (event) => {
        if (event.ctrlKey || event.metaKey || (enterPosts && !event.shiftKey)) {
          post();
          return 'handled';
        }
        return 'not-handled';
      },
    }),
    h(
      'button',
      { type: 'button', 'data-testid': buttonId, disabled: text.trim() === '', onClick: post },
      buttonText,
    ),
  );
}
