/** Harsh texts can be blurred until one looks at them on purpose; the browser remembers the choice. */
const KEPT = 'forethought.blur';

/** Sets the page up and returns what turns the blur on and off. */
export function blurring(): () => void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('[data-blur]')];
  const set = (isOn: boolean) => {
    document.body.classList.toggle('is-blurring', isOn);
    for (const box of boxes) box.checked = isOn;
    try {
      localStorage.setItem(KEPT, isOn ? 'yes' : 'no');
    } catch {
      // A browser that keeps nothing forgets the choice with the page.
    }
  };
  for (const box of boxes) {
    box.addEventListener('change', () => set(box.checked));
    const label = box.closest<HTMLElement>('.blur-choice');
    if (label !== null) label.hidden = false;
  }
  set(remembered());
  return () => set(!document.body.classList.contains('is-blurring'));
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEPT) === 'yes';
  } catch {
    return false;
  }
}
