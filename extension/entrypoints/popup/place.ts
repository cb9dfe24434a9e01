/** Knows the places of index.html. */

/** The element with this id; a missing one is a mistake in index.html. */
export function place<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found as T;
}
