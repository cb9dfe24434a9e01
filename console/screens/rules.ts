/** Rules and policy: shows the fields that the chosen kind of rule has. Without it all of them are there. */
import './rules.css';

export function start(): void {
  const kind = document.querySelector<HTMLSelectElement>('#f-kind');
  if (kind === null) return;
  const fields = [...document.querySelectorAll<HTMLElement>('[data-kinds]')];
  const show = () => {
    for (const field of fields) field.hidden = !field.dataset.kinds?.split(' ').includes(kind.value);
  };
  kind.addEventListener('change', show);
  show();
}
