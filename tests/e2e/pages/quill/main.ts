/** A Quill editor in a dialog, as LinkedIn has it. */
import Quill from 'quill';
import { at, wire } from '../post';

const quill = new Quill(at('box'), {
  formats: ['bold', 'link', 'list'],
  modules: { history: { delay: 0, userOnly: true } },
});
quill.root.setAttribute('role', 'textbox');
quill.root.setAttribute('aria-label', 'Text editor for creating content');
const text = () => quill.getText().replace(/\n$/, '');
const { update } = wire({ text, clear: () => quill.setText('') }, at<HTMLButtonElement>('post'));
quill.on('text-change', update);
