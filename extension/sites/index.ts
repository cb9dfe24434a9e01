/** Reads the folder whole: every file beside this one is a site. */
import type { Site } from '../composer/site';

const modules = import.meta.glob<Site>(['./*.ts', '!./index.ts'], { eager: true, import: 'default' });

export const sites: Site[] = Object.values(modules);
export const matches: string[] = sites.flatMap((site) => site.matches);
