/** Knows what the practice page looks like: two composers with Post buttons that post nothing, and what to try. */
import type { Composer } from '../composer/composer';
import type { Concern } from '../composer/concern';
import { button, element } from '../ui/dom';
import { icon } from '../ui/icons';
import { practiceWords as words } from './words';

interface Form {
  section: HTMLElement;
  composer: HTMLElement;
  state: HTMLElement;
}

export class PracticePage {
  private readonly forms: Form[];
  private readonly banner = element('p', { class: 'practice-banner', role: 'status' });

  constructor(mount: HTMLElement) {
    const field = element('textarea', { rows: '5', spellcheck: 'true' });
    const box = element('div', {
      contenteditable: 'true',
      role: 'textbox',
      'aria-multiline': 'true',
      spellcheck: 'true',
    });
    this.forms = [this.form('field', words.field, field), this.form('box', words.box, box)];
    this.banner.hidden = true;
    mount.replaceChildren(this.banner, this.samples(field), ...this.forms.map(({ section }) => section));
  }

  /** Say below a composer what was found in it. */
  tell(composer: Composer, shown: readonly Concern[]): void {
    const form = this.forms.find((one) => one.composer === composer.element);
    if (!form) return;
    const clear = composer.checked && composer.unchecked === null && shown.length === 0;
    form.state.classList.toggle('clear', clear);
    if (clear) form.state.replaceChildren(icon('check'), words.clear);
    else form.state.textContent = stateOf(composer, shown);
  }

  /** The extension checks this page: this page's own states would only repeat what it says. */
  giveWay(): void {
    for (const { state } of this.forms) state.textContent = '';
    this.banner.textContent = words.extension;
    this.banner.hidden = false;
  }

  private form(id: string, label: string, composer: HTMLElement): Form {
    composer.dataset.practice = 'composer';
    composer.id = `practice-${id}`;
    composer.setAttribute('aria-labelledby', `practice-${id}-label`);
    const state = element('p', { class: 'practice-state' }, words.start);
    const post = button(words.post, 'practice-post', () => {
      state.classList.remove('clear');
      state.textContent = words.posted;
    });
    post.dataset.practice = 'post';
    const section = element(
      'section',
      { class: 'practice-form', 'data-practice': 'form' },
      element('h2', { id: `practice-${id}-label` }, label),
      composer,
      element('div', { class: 'practice-row' }, state, post),
    );
    return { section, composer, state };
  }

  private samples(field: HTMLTextAreaElement): HTMLElement {
    const chips = words.samples.map((sample) =>
      button(sample, 'practice-sample', () => {
        field.value = sample;
        field.focus();
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    );
    return element('div', { class: 'practice-samples' }, element('p', {}, words.tryOne), ...chips);
  }
}

function stateOf(composer: Composer, shown: readonly Concern[]): string {
  if (composer.text.trim() === '') return words.start;
  if (composer.unchecked === 'away') return words.away;
  if (composer.unchecked === 'paused') return words.paused;
  if (shown.length > 0) return words.found(shown.length);
  return composer.unchecked ? words.notChecked : words.looking;
}
