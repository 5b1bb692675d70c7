import { EmulatorError } from '../../domain/errors.js';
import { openWaitsBytesMax, openWaitsMax } from '../../domain/limits.js';

/** The waits that are open. */
export class OpenWaits {
  private count = 0;
  private bytes = 0;

  /**
   * @param bodyBytes  Of the request that waits.
   * @throws EmulatorError `invalid_request` when there are too many already, or too much is held for them.
   */
  async during<Found>(wait: () => Promise<Found>, bodyBytes = 0): Promise<Found> {
    if (this.count >= openWaitsMax) {
      throw new EmulatorError(
        'invalid_request',
        `At most ${openWaitsMax} waits may be open at once; end some before the next`,
      );
    }
    if (this.bytes + bodyBytes > openWaitsBytesMax) {
      throw new EmulatorError(
        'invalid_request',
        `The bodies of open waits have at most ${openWaitsBytesMax} bytes together; end some before the next`,
      );
    }
    this.count++;
    this.bytes += bodyBytes;
    try {
      return await wait();
    } finally {
      this.count--;
      this.bytes -= bodyBytes;
    }
  }
}
