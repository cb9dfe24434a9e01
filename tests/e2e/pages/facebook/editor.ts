/** A Lexical editor as a React component: rich paragraphs for posts, Enter to post for comments and messages. */

import { LexicalComposer } from '@lexical/react/LexicalComposer';
import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { ContentEditable } from '@lexical/react/LexicalContentEditable';
import { LexicalErrorBoundary } from '@lexical/react/LexicalErrorBoundary';
import { HistoryPlugin } from '@lexical/react/LexicalHistoryPlugin';
import { OnChangePlugin } from '@lexical/react/LexicalOnChangePlugin';
import { PlainTextPlugin } from '@lexical/react/LexicalPlainTextPlugin';
import { RichTextPlugin } from '@lexical/react/LexicalRichTextPlugin';
import {
  $getRoot,
  CLEAR_HISTORY_COMMAND,
  COMMAND_PRIORITY_HIGH,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
} from 'lexical';
import { createElement as h, useEffect } from 'react';

interface EditorProps {
  label: string;
  rich: boolean;
  onText(text: string, editor: LexicalEditor): void;
  onEnter?(editor: LexicalEditor): void;
}

function EnterPosts({ onEnter }: { onEnter(editor: LexicalEditor): void }): null {
  const [editor] = useLexicalComposerContext();
  useEffect(
    () =>
      editor.registerCommand(
        KEY_ENTER_COMMAND,
        (event) => {
          if (event?.shiftKey) return false;
          event?.preventDefault();
          onEnter(editor);
          return true;
        },
        COMMAND_PRIORITY_HIGH,
      ),
    [editor, onEnter],
  );
  return null;
}

export function textOf(editor: LexicalEditor): string {
  return editor.getEditorState().read(() => $getRoot().getTextContent());
}

export function clear(editor: LexicalEditor): void {
  editor.update(() => {
    $getRoot().clear();
  });
  editor.dispatchCommand(CLEAR_HISTORY_COMMAND, undefined);
}

export function Editor({ label, rich, onText, onEnter }: EditorProps) {
  const parts = {
    contentEditable: h(ContentEditable, { 'aria-label': label, role: 'textbox', spellCheck: true }),
    placeholder: null,
    ErrorBoundary: LexicalErrorBoundary,
  };
  return h(
    LexicalComposer,
    {
      initialConfig: {
        namespace: label,
        onError(error: Error) {
          throw error;
        },
      },
    },
    rich ? h(RichTextPlugin, parts) : h(PlainTextPlugin, parts),
    h(HistoryPlugin, { delay: 0 }),
    h(OnChangePlugin, { onChange: (_state, editor) => onText(textOf(editor), editor) }),
    onEnter ? h(EnterPosts, { onEnter }) : null,
  );
}
