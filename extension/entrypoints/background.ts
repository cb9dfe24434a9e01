/** Wiring only: starts the background. */
import { defineBackground } from 'wxt/utils/define-background';
import { startBackground } from '../background/start';

export default defineBackground({ main: startBackground });
