import { EmulatorError } from '../../domain/errors.js';
import { openWaitsMax } from '../../domain/limits.js';

/** The waits that are open. */
export class OpenWaits {
  private count = 0;

  /** @throws EmulatorError `invalid_request` when there are too many already. */
  async during<Found>(wait: () => Promise<Found>): Promise<Found> {
    if (this.count >= openWaitsMax) {
      throw new EmulatorError(
        'invalid_request',
        `At most ${openWaitsMax} waits may be open at once; end some before the next`,
      );
    }
    this.count++;
    try {
      return await wait();
    } finally {
      this.count--;
    }
  }
}
