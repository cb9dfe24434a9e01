/** Knows how to build elements without markup strings, which some pages' security policies refuse. */

type Child = Node | string | null;

/** An element with properties set (`class`, `aria-…`, `type`, …) and children appended; null children are left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A button that acts on real presses only: a page's script cannot press it. */
export function button(
  label: string,
  className: string,
  onPress: () => void,
  ...children: Child[]
): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className }, ...children);
  if (children.length === 0) made.textContent = label;
  else made.setAttribute('aria-label', label);
  made.addEventListener('click', (event) => {
    if (event.isTrusted || import.meta.env.MODE === 'test') onPress();
  });
  return made;
}
