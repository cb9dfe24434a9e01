/** Starts the practice page: the same companion as on other sites, asking the service that this page came from. */
import practice from '../sites/practice';
import { startCompanion } from '../ui/companion';
import { PracticePage } from './page';
import { PracticeService } from './service';
import '../ui/highlights.css';
import './practice.css';

const root = document.documentElement;
const mount = document.getElementById('forethought-practice');
const token = document.querySelector<HTMLMetaElement>('meta[name="forethought-token"]')?.content;

if (mount && token) {
  const page = new PracticePage(mount);
  const controller = new AbortController();
  const service = new PracticeService(token);

  // The extension marks the page when it watches it, maybe only after this script has started.
  const look = () => {
    if (root.dataset.forethought !== 'extension' || controller.signal.aborted) return;
    controller.abort();
    page.giveWay();
  };
  const observer = new MutationObserver(look);
  observer.observe(root, { attributes: true, attributeFilter: ['data-forethought'] });
  look();

  if (!controller.signal.aborted) {
    startCompanion({
      site: practice,
      document,
      signal: controller.signal,
      mode: 'open',
      ask: service.ask,
      openPreview: null,
      onChange: (composer, shown) => page.tell(composer, shown),
    });
  }
}
