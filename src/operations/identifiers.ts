import { customRandom, urlAlphabet } from 'nanoid';
import type { RandomSource } from '../domain/time/clock.js';

/** As an object id of MongoDB begins that was made in 2023. */
const brazeIdsBegin = 0x65_00_00_00;

/**
 * 24 lower-case hex digits. [client: braze_ruby recording] Those of one workspace ascend, as object ids do, which begin with
 * the second they were made in. So the index of a million of them is written at its end, not all over.
 *
 * @param number  Of the profile, in its workspace.
 */
export function newBrazeId(random: RandomSource, number: number): string {
  return (brazeIdsBegin + number).toString(16).padStart(8, '0') + hex(random, 8);
}

/** A version 4 UUID: keys, request ids and device ids that Braze or the emulator makes up. */
export function newUuid(random: RandomSource): string {
  const digits = hex(random, 16);
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) % 4);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    variant + digits.slice(17, 20),
    digits.slice(20, 32),
  ].join('-');
}

/** 32 lower-case hex digits: how Braze names an archive in object storage. [doc] post_users_segment */
export function newObjectName(random: RandomSource): string {
  return hex(random, 16);
}

/** 32 lower-case hex digits. [client: braze_ruby recording] */
export function newDispatchId(random: RandomSource): string {
  return hex(random, 16);
}

/** 24 lower-case hex digits, as Braze's other ids. [inferred] */
export function newSendId(random: RandomSource): string {
  return hex(random, 12);
}

export function newWorkspaceId(random: RandomSource): string {
  return `ws_${newShortId(random)}`;
}

export function newFaultId(random: RandomSource): string {
  return `fault_${newShortId(random)}`;
}

/** 0 to 9999. [client: braze_ruby recording]; range [inferred] */
export function newRandomBucket(random: RandomSource): number {
  return Buffer.from(random.bytes(4)).readUInt32BE() % 10_000;
}

function newShortId(random: RandomSource): string {
  return customRandom(urlAlphabet, 10, (size) => random.bytes(size))();
}

function hex(random: RandomSource, byteCount: number): string {
  return Buffer.from(random.bytes(byteCount)).toString('hex');
}
