/** A Slate editor, as Discord has it: Enter sends. The button is there only with `?button`, as by a setting of the person. */
import { createElement as h, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createEditor, type Descendant, Editor, Node, Transforms } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, Slate, withReact } from 'slate-react';
import '../post';

const EMPTY: Descendant[] = [{ children: [{ text: '' }] } as Descendant];
const textOf = (nodes: readonly Descendant[]) => nodes.map((node) => Node.string(node)).join('\n');

function Channel({ button }: { button: boolean }) {
  const editor = useMemo(() => withHistory(withReact(createEditor())), []);
  const [text, setText] = useState('');
  const send = () => {
    const written = textOf(editor.children);
    if (written.trim() === '') return;
    window.posted.push(written);
    const all = { anchor: Editor.start(editor, []), focus: Editor.end(editor, []) };
    Transforms.delete(editor, { at: all });
    while (editor.children.length > 1) Transforms.removeNodes(editor, { at: [0] });
  };
  const editable = h(Editable, {
    role: 'textbox',
    'aria-label': 'Message #general',
    placeholder: 'Message #general',
    onKeyDown: (event: { key: string; shiftKey: boolean; preventDefault(): void }) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      if (event.shiftKey) editor.insertBreak();
      else send();
    },
  });
  return h(
    'form',
    { onSubmit: (event: { preventDefault(): void }) => event.preventDefault() },
    h(Slate, {
      editor,
      initialValue: EMPTY,
      onChange: (value: Descendant[]) => setText(textOf(value)),
      // biome-ignore lint/correctness/noChildrenProp: its type asks for children among the props
      children: editable,
    }),
    button &&
      h(
        'button',
        {
          type: 'button',
          id: 'post',
          'aria-label': 'Send Message',
          disabled: text.trim() === '',
          onClick: send,
        },
        'Send',
      ),
  );
}

const app = document.getElementById('app');
if (app) createRoot(app).render(h(Channel, { button: location.search.includes('button') }));
