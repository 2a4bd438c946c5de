import type { RefusalReason } from '@cofferdam/domain';
import type { Edition } from './edition';

/** A frame whose length and check value are right, field by field (HJ 212-2017 Table 3). Null: not sent. */
export interface Frame {
  /** Byte offset of its `##` in the stream. */
  readonly at: number;
  /** Request id, as sent; by the standard YYYYMMDDhhmmsszzz. */
  readonly qn: string | null;
  /** System code: 32 wastewater outlet, 21 surface water, 91 interaction … */
  readonly st: string | null;
  /** Command code, four digits. */
  readonly cn: string;
  readonly pw: string | null;
  /** Device id. */
  readonly mn: string | null;
  /** `Flag` as sent. */
  readonly flag: string | null;
  /** `Flag` as a number, 0 where it was not sent or is none. */
  readonly flagBits: number;
  readonly edition: Edition;
  /** Number of packets and number of this one, where the message is split. Each part stands for itself. */
  readonly pnum: number | null;
  readonly pno: number | null;
  /** `RF=1` (HJ 212-2025). */
  readonly backfill: boolean;
  /** Data area: name (`DataTime`, `w01018-Rtd`) to value as sent, in order; the first of duplicate names. */
  readonly cp: ReadonlyMap<string, string>;
  readonly deviations: readonly string[];
}

/** Bytes that are no frame, or a frame that cannot be taken. */
export interface FrameRefusal {
  /** Byte offset in the stream. */
  readonly at: number;
  readonly reason: RefusalReason;
  readonly detail: string;
  /** Where readable; not checked by anything. */
  readonly mn: string | null;
}

export type FrameOutcome =
  { readonly ok: true; readonly frame: Frame } | { readonly ok: false; readonly refusal: FrameRefusal };
