import type { Context } from 'hono';
import { EmulatorError } from '../domain/errors.js';
import {
  brazeBodiesBytesMax,
  controlBodiesBytesMax,
  freeBodyBytesMax,
  roomPatienceMsDefault,
  struckBodiesBytesMax,
  struckBodyBytesMin,
} from '../domain/limits.js';

/** Room for bodies that are read at once and not dealt with yet. Who finds none waits for it, in the order of arrival. */
export class BodyRoom {
  private taken = 0;
  private readonly waiting = new Set<{ bytes: number; enter: () => void }>();

  /**
   * @param patienceMs  How long is waited.
   * @param refusal  What is said when there was no room.
   */
  constructor(
    private readonly bytesMax: number,
    private readonly patienceMs: number,
    private readonly refusal: string,
  ) {}

  /** @returns What gives the room back, once. @throws EmulatorError `server_busy` when there was none for too long. */
  async enter(bytes: number): Promise<() => void> {
    if (this.waiting.size === 0 && this.taken + bytes <= this.bytesMax) this.taken += bytes;
    else await this.roomFor(bytes);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.taken -= bytes;
      this.letIn();
    };
  }

  private roomFor(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.waiting.delete(its);
        reject(new EmulatorError('server_busy', this.refusal));
        // Others behind it may need less.
        this.letIn();
      };
      const timer = setTimeout(giveUp, this.patienceMs);
      const enter = () => {
        clearTimeout(timer);
        this.waiting.delete(its);
        this.taken += bytes;
        resolve();
      };
      const its = { bytes, enter };
      this.waiting.add(its);
    });
  }

  private letIn(): void {
    for (const { bytes, enter } of this.waiting) {
      if (this.taken + bytes > this.bytesMax) return;
      enter();
    }
  }
}

/** Turns of those that take many times their size while they are dealt with: one after the other, in the order of arrival. */
class Turns {
  private last = Promise.resolve();

  /** @returns What ends the turn. */
  async take(): Promise<() => void> {
    const before = this.last;
    let end = () => {};
    this.last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  }
}

/** The rooms of a server: one surface does not wait for the other. */
export interface BodyRooms {
  braze: BodyRoom;
  control: BodyRoom;
  /** For the bodies of requests that a fault strikes: it may hold or delay them for long. */
  struck: BodyRoom;
  /** Bodies that need no room do not wait for those that do. */
  turns: { free: Turns; braze: Turns; control: Turns };
}

export function newBodyRooms(patienceMs = roomPatienceMsDefault): BodyRooms {
  const whileRead = (bytesMax: number) =>
    `Bodies over ${freeBodyBytesMax} bytes that are read at once may have ${bytesMax} bytes together, and there was ` +
    `no room for this one in ${patienceMs} ms; send it again, and fewer at a time`;
  const whileStruck =
    `Requests that faults hold or delay may have ${struckBodiesBytesMax} bytes together, ${struckBodyBytesMin} at least ` +
    'each; let some go first';
  return {
    braze: new BodyRoom(brazeBodiesBytesMax, patienceMs, whileRead(brazeBodiesBytesMax)),
    control: new BodyRoom(controlBodiesBytesMax, patienceMs, whileRead(controlBodiesBytesMax)),
    struck: new BodyRoom(struckBodiesBytesMax, 0, whileStruck),
    turns: { free: new Turns(), braze: new Turns(), control: new Turns() },
  };
}

/** Room for a request as long as a fault keeps it. @returns As `enterBodyRoom`. @throws EmulatorError `server_busy`. */
export async function enterStruckRoom(c: Context, bodyBytes: number): Promise<(() => void) | undefined> {
  const { bodyRooms }: { bodyRooms?: BodyRooms } = c.env ?? {};
  return bodyRooms?.struck.enter(Math.max(bodyBytes, struckBodyBytesMin));
}

/**
 * Waits for room for the body of a request, and for what becomes of it.
 *
 * @param bytesMax  Of the body: what one without a length may have. A longer one is refused, and takes no room.
 * @returns What gives the room back; `undefined` where none was taken.
 * @throws EmulatorError `server_busy`.
 */
export async function enterBodyRoom(
  c: Context,
  surface: 'braze' | 'control',
  bytesMax: number,
): Promise<(() => void) | undefined> {
  const { bodyRooms }: { bodyRooms?: BodyRooms } = c.env ?? {};
  const length = c.req.header('content-length');
  const isChunked = c.req.header('transfer-encoding') !== undefined;
  const bytes = length === undefined ? (isChunked ? bytesMax : 0) : Number(length);
  return isFree(bytes) || bytes > bytesMax ? undefined : bodyRooms?.[surface].enter(bytes);
}

/** Waits until others with a body like this one have been dealt with; at once for one that has its turn. */
export async function takeTurn(c: Context, surface: 'braze' | 'control', bodyBytes: number): Promise<void> {
  const { bodyRooms }: { bodyRooms?: BodyRooms } = c.env ?? {};
  if (bodyRooms === undefined || c.get('endTurn') !== undefined) return;
  c.set('endTurn', await bodyRooms.turns[isFree(bodyBytes) ? 'free' : surface].take());
}

/** The same for a body that takes room. */
export async function takeLargeTurn(
  c: Context,
  surface: 'braze' | 'control',
  bodyBytes: number,
): Promise<void> {
  if (!isFree(bodyBytes)) await takeTurn(c, surface, bodyBytes);
}

export function endTurn(c: Context): void {
  c.get('endTurn')?.();
  c.set('endTurn', undefined);
}

function isFree(bodyBytes: number): boolean {
  return bodyBytes <= freeBodyBytesMax;
}

/** The same as `enterBodyRoom` for as long as some work takes, which may take its turn. */
export async function inBodyRoom<Result>(
  c: Context,
  surface: 'braze' | 'control',
  bytesMax: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const leave = await enterBodyRoom(c, surface, bytesMax);
  try {
    return await work();
  } finally {
    leave?.();
    endTurn(c);
  }
}
