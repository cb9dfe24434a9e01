/** A CKEditor 5 editor on a forum that no site file knows. */
import { Bold, ClassicEditor, Essentials, Link, List, Paragraph, Undo } from 'ckeditor5';
import 'ckeditor5/ckeditor5.css';
import { at, wire } from '../post';

const editor = await ClassicEditor.create(at('box'), {
  licenseKey: 'GPL',
  plugins: [Essentials, Paragraph, Bold, Link, List, Undo],
  toolbar: ['bold', 'link', 'bulletedList'],
});
const editable = editor.ui.getEditableElement();
const text = () => [...(editable?.children ?? [])].map((block) => block.textContent ?? '').join('\n');
const { update } = wire({ text, clear: () => editor.setData('') }, at<HTMLButtonElement>('post'));
editor.model.document.on('change:data', update);
