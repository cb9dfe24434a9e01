/** How content scripts and the popup ask the background: one message, one typed reply. */
import { browser } from 'wxt/browser';
import type { Ask } from '../messages';

/** Rejects when the extension was updated or reloaded under a page that is still open. */
export const ask: Ask = (request) => browser.runtime.sendMessage(request);
