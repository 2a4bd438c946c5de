import type { CrcVariant } from './crc';
import { FLAG_ANSWER, FLAG_SPLIT } from './edition';
import { encode } from './encode';
import type { Frame } from './frame';

/** System code of all acknowledgements (HJ 212-2017 Table 5). */
const INTERACTION = '91';
/** Notices, answered by 9013: time calibration asked for, heartbeat of 2025, heartbeat of field practice. */
const NOTICES = new Set(['1013', '9015', '9021']);
/** Acknowledgements: answering them would never end, whatever their `Flag` says. */
const ACKNOWLEDGEMENTS = new Set(['9011', '9012', '9013', '9014']);

/** Result of a request as the receiver sees it (HJ 212-2017 Table 7). */
export const QN_RTN = {
  ready: 1,
  refused: 2,
  badPassword: 3,
  badMonitor: 4,
  badSystem: 5,
  badFlag: 6,
  badRequestId: 7,
  badCommand: 8,
  badCrc: 9,
  unknown: 100,
} as const;

/** Result of an execution (HJ 212-2017 Table 6). */
export const EXE_RTN = { done: 1, failed: 2, badCondition: 3, timeout: 4, busy: 5, fault: 6, noData: 100 } as const;

/** What an acknowledgement repeats of the frame that it answers. */
export type Answered = Pick<Frame, 'qn' | 'pw' | 'mn' | 'flag' | 'flagBits'>;

/** Same QN, PW, MN and edition as the frame answered, no answer wanted (HJ 212-2017 6.2 and App. C). */
function acknowledge(frame: Answered, cn: string, crc?: CrcVariant, cp: Record<string, number> = {}): Uint8Array {
  const flag = frame.flag === null ? null : frame.flagBits & ~(FLAG_ANSWER | FLAG_SPLIT);
  const groups = Object.keys(cp).length === 0 ? [] : [cp];
  return encode({ qn: frame.qn, st: INTERACTION, cn, pw: frame.pw, mn: frame.mn, flag, cp: groups }, crc);
}

/** 9011: a request was received; `qnRtn` of `QN_RTN`. */
export const answerRequest = (frame: Answered, qnRtn: number, crc?: CrcVariant): Uint8Array =>
  acknowledge(frame, '9011', crc, { QnRtn: qnRtn });

/** 9012: a request was executed; `exeRtn` of `EXE_RTN`. */
export const reportExecution = (frame: Answered, exeRtn: number, crc?: CrcVariant): Uint8Array =>
  acknowledge(frame, '9012', crc, { ExeRtn: exeRtn });

/** 9013: a notice was received. */
export const acknowledgeNotice = (frame: Answered, crc?: CrcVariant): Uint8Array => acknowledge(frame, '9013', crc);

/** 9014: data were received (and, with us, are on disk). */
export const acknowledgeData = (frame: Answered, crc?: CrcVariant): Uint8Array => acknowledge(frame, '9014', crc);

/** What a frame's sender waits for: 9013 or 9014; undefined where it waits for nothing. */
export function answerTo(frame: Frame, crc?: CrcVariant): Uint8Array | undefined {
  if ((frame.flagBits & FLAG_ANSWER) === 0 || ACKNOWLEDGEMENTS.has(frame.cn)) return undefined;
  return NOTICES.has(frame.cn) ? acknowledgeNotice(frame, crc) : acknowledgeData(frame, crc);
}

/** A request to a device. */
export interface Request {
  /** Request id, `formatTime(now)`. */
  readonly qn: string;
  readonly mn: string;
  readonly pw?: string | null;
  /** Default 32: wastewater outlet. */
  readonly st?: string;
  /** Default 5: edition 2017, answer wanted. 9 for devices of 2025. */
  readonly flag?: number;
}

/** 3015: keep a sample of the water that runs now (HJ 212-2017 Table 9). */
export function requestRetention(request: Request, crc?: CrcVariant): Uint8Array {
  return encode({ st: '32', flag: 5, ...request, cn: '3015' }, crc);
}
