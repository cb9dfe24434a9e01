/** Knows the reminder for one new picture: who is in it, and what the policy asks for. Nothing is kept or sent. */
import { isNamedLikePlan, type Picture } from '../composer/pictures';
import { shorten } from './card';
import { button, element } from './dom';
import { icon, mark } from './icons';
import { words } from './words';

export interface PictureContent {
  picture: Picture;
  /** Place of this picture among those that wait, from 1. */
  index: number;
  count: number;
}

type Subject = keyof typeof words.picture.subjects;
const SUBJECTS = Object.keys(words.picture.subjects) as Subject[];

/** The reminder's element; `done` is told when the employee has answered or waved it away. */
export function buildPicture({ picture, index, count }: PictureContent, done: () => void): HTMLElement {
  const said = words.picture;
  const advice = element('div', { class: 'picture-advice', 'aria-live': 'polite' });
  const boxes = SUBJECTS.map((subject) => {
    const box = element('input', { type: 'checkbox', value: subject });
    const plan = subject === 'plan' && isNamedLikePlan(picture);
    box.checked = plan;
    const label = element('label', { class: 'choice' }, box, element('span', {}, said.subjects[subject]));
    if (plan) label.append(element('span', { class: 'quiet' }, ` ${said.named}`));
    return { subject, box, label };
  });
  const show = () => {
    const lines = boxes.filter(({ box }) => box.checked).map(({ subject }) => adviceOf(subject));
    advice.replaceChildren(...lines);
  };
  for (const { box } of boxes) box.addEventListener('change', show);
  show();
  const position = count > 1 ? element('span', { class: 'pager' }, words.position(index, count)) : null;
  return element(
    'div',
    { class: 'card picture', role: 'dialog', 'aria-labelledby': 'forethought-picture', tabindex: '-1' },
    element(
      'header',
      { role: 'none' },
      mark('caution'),
      element('h2', { id: 'forethought-picture' }, said.title),
      position,
      button(words.close, 'small close', done, icon('x')),
    ),
    picture.name ? element('p', { class: 'words' }, element('q', {}, shorten(picture.name, 40))) : '',
    element('p', { class: 'quiet' }, said.unseen),
    element('fieldset', {}, element('legend', {}, said.question), ...boxes.map(({ label }) => label)),
    advice,
    element('div', { class: 'actions' }, button(said.done, 'main', done)),
  );
}

function adviceOf(subject: Subject): HTMLElement {
  const said = words.picture.asks[subject];
  const answers = said.answers.map(([answer, what]) => {
    const radio = element('input', { type: 'radio', name: `forethought-${subject}` });
    const result = element('p', { class: 'quiet', hidden: '' }, what);
    const label = element('label', { class: 'choice' }, radio, element('span', {}, answer));
    return { radio, result, label };
  });
  for (const { radio, result } of answers) {
    radio.addEventListener('change', () => {
      for (const other of answers) other.result.hidden = other.result !== result;
    });
  }
  return element(
    'div',
    { class: 'clause-text', role: 'group', 'aria-label': words.picture.subjects[subject] },
    element('p', {}, said.rule),
    ...answers.flatMap(({ label, result }) => [label, result]),
  );
}
