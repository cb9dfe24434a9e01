/** A TipTap (ProseMirror) editor in a dialog, as Bluesky has it. */
import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { at, wire } from '../post';

const editor = new Editor({
  element: at('box'),
  extensions: [StarterKit.configure({ undoRedo: { newGroupDelay: 0 } })],
  editorProps: { attributes: { role: 'textbox', 'aria-label': 'Rich-Text Editor' } },
});
const text = () => editor.getText({ blockSeparator: '\n' });
const clear = () => editor.commands.clearContent(true);
const { update } = wire({ text, clear }, at<HTMLButtonElement>('post'));
editor.on('update', update);
