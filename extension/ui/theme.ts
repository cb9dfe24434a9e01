/** Knows whether a composer is light or dark: sites have themes of their own, whatever the system says. */

/** True where the composer's text is light, so that its ground must be dark. */
export function isDark(element: Element): boolean {
  const [red, green, blue] = (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number);
  if (red === undefined || green === undefined || blue === undefined || !isRgb(element)) {
    return matchMedia('(prefers-color-scheme: dark)').matches;
  }
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140;
}

function isRgb(element: Element): boolean {
  return getComputedStyle(element).color.startsWith('rgb');
}
