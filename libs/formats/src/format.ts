import type { Period, RefusalReason } from '@cofferdam/domain';
import type { CrcVariant } from './hj212/crc';
import type { Edition } from './hj212/edition';

/** One factor's part of a reading, in the words and units of the device. */
export interface SentValue {
  /** The moment's value, or the period's mean. Absent when only a flag was sent or the number could not be read. */
  readonly value?: number;
  /** HJ 212-2017 Table 8; `N` where the device said nothing (noted as a deviation). */
  readonly flag: string;
  /** Unit of the concentration or flow as sent; absent where the device names none. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  /** Total over the period. */
  readonly total?: number;
  /** Epoch ms at which the analysed sample was taken, where it is not the reading's own time. */
  readonly sampledAt?: number;
}

/** What one monitor said for one moment or period, not yet converted. */
export interface Reading {
  readonly format: FormatName;
  /** Device id (HJ 212 `MN`). */
  readonly monitor: string;
  /** Epoch ms: the moment, or the start of the period. */
  readonly at: number;
  readonly period: Period;
  /** True where the device marks it as back-filled (HJ 212-2025 `RF=1`). */
  readonly backfill: boolean;
  /** True where the device waits for an answer and will send again without one. */
  readonly receipt: boolean;
  /** By factor code (HJ 525); a code that no catalogue knows stands as sent. */
  readonly values: Readonly<Record<string, SentValue>>;
  /** Where the device departs from its standard, in short words; never a reason to refuse. */
  readonly deviations: readonly string[];
}

/** What the register knows of a device and a decoder needs. */
export interface Device {
  /** Default `hj212`. Never guessed: see `crc`. */
  readonly crc?: CrcVariant | undefined;
  /** Where the `Flag` misleads. */
  readonly edition?: Edition | undefined;
}

export interface DecodeContext {
  /** The device of an `MN`; undefined for a stranger, which is decoded by the standard. */
  readonly deviceOf: (monitor: string) => Device | undefined;
  /**
   * HJ 525 code of a code that is none (`011` → `w01018`), within a system (`ST`); undefined where there is none.
   * Default: the codes of HJ/T 212-2005, for systems that are about water.
   */
  readonly factorOf?: ((code: string, st: string | null) => string | undefined) | undefined;
  /** Zone of the devices' clocks, minutes east of UTC. Default 480: Beijing time. */
  readonly utcOffsetMinutes?: number | undefined;
}

/**
 * Makes the bytes for the device once its fate is known: without a reason, what it sent is on disk; with one, it was
 * refused. Undefined where nothing is to be said.
 */
export type Answer = (refused?: RefusalReason) => Uint8Array | undefined;

/** One packet of a payload that could be read. Packets without measurements (heartbeats, states) have no readings. */
export interface Taken {
  readonly ok: true;
  /** Byte offset in the payload. */
  readonly at: number;
  readonly monitor: string | null;
  readonly readings: readonly Reading[];
  readonly deviations: readonly string[];
  /** Present where the device wants one. */
  readonly answer?: Answer;
}

/** One packet of a payload that could not be read. */
export interface Refused {
  readonly ok: false;
  readonly at: number;
  readonly reason: RefusalReason;
  readonly detail?: string;
  /** Who says to have sent it, where that is readable. Not to be trusted. */
  readonly monitor: string | null;
  readonly answer?: Answer;
}

export type Packet = Taken | Refused;
export type FormatName = 'json' | 'hj212';

/** A payload format. Never throws: whatever the bytes, at least one packet comes back, taken or refused. */
export interface Format {
  readonly name: FormatName;
  /** Last level of the MQTT topic that carries it. */
  readonly topic: string;
  decode(payload: Uint8Array, context: DecodeContext): Packet[];
}

/** Larger payloads are refused as `oversize`, bytes. */
export const PAYLOAD_LIMIT = 65_536;
