/** Knows how the service was when it was last asked, and tells whoever wants to know of a change. */
import type { Connection, State } from '../messages';
import { readOpened } from './opened';
import { readSettings } from './settings';

export class ConnectionState {
  private connection: Connection = 'ready';
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  set(connection: Connection): void {
    if (this.connection === connection) return;
    this.connection = connection;
    this.changed();
  }

  async read(): Promise<State> {
    const { pausedUntil, pausedSites, pausing, mode, serverUrl, dismissed } = await readSettings();
    const opened = await readOpened();
    return {
      connection: this.connection,
      pausedUntil,
      pausedSites,
      pausing,
      mode,
      opened,
      serverUrl,
      dismissed,
    };
  }
}
