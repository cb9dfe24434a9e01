/**
 * The markup that the expectations of a site file are held against, made to work: `?site=<file>&example=<number>`. The box
 * is a plain one; its button posts, and so do Enter (where the site does it) and Ctrl+Enter.
 */
import type { Site, SiteExample } from '../../../../extension/composer/site';
import '../post';

interface SiteFile {
  default: Site;
  examples: SiteExample[];
}

const files = import.meta.glob<SiteFile>('../../../../extension/sites/*.ts', { eager: true });
const asked = new URLSearchParams(location.search);
const file = Object.entries(files).find(([path]) => path.endsWith(`/${asked.get('site')}.ts`))?.[1];
const example = file?.examples[Number(asked.get('example'))];
const app = document.getElementById('app');

if (app && file && example) {
  app.innerHTML = example.html;
  for (const form of app.querySelectorAll('form')) {
    form.addEventListener('submit', (event) => event.preventDefault());
  }
  const box = app.querySelector<HTMLElement>('[data-expect="composer"]');
  if (box) work(file.default, box);
}

function work(site: Site, box: HTMLElement): void {
  const field = box instanceof HTMLTextAreaElement ? box : null;
  const rule = site.rules.find((one) => box.matches(one.composer));
  const post = () => {
    // biome-ignore lint/performance/useDomNodeTextContent: line breaks are what is asked for
    const text = field ? field.value : box.innerText.replace(/\n$/, '');
    if (text.trim() === '') return;
    window.posted.push(text);
    if (field) field.value = '';
    else box.replaceChildren();
  };
  for (const button of document.querySelectorAll('[data-expect="post"]')) {
    button.addEventListener('click', post);
  }
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || (rule?.enterPosts && !event.shiftKey))) return;
    event.preventDefault();
    post();
  });
}
