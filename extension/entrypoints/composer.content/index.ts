/** Wiring only: starts the composer code on the sites of sites/. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { matches } from '../../sites';
import './style.css';

export default defineContentScript({
  matches,
  runAt: 'document_start',
  main() {},
});
