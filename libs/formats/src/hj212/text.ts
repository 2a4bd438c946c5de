const gb18030 = new TextDecoder('gb18030');
const REPLACEMENT = '\ufffd';

export interface SegmentText {
  readonly text: string;
  /** The Chinese text is GBK, not the UTF-8 of the standard (HJ 212-2017 6.3). */
  readonly gbk: boolean;
  /** Holds a control character other than tab, CR and LF: damaged, though the check value fits. */
  readonly damaged: boolean;
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0x0a;
}

/**
 * Text of `bytes[from, to)`: UTF-8 by the standard, GBK where it is not.
 * @param head the latin1 text of the first bytes; for most frames that is all
 */
export function segmentText(bytes: Buffer, from: number, to: number, head: string): SegmentText {
  let high = 0;
  let low = 0;
  for (let i = from; i < to; i += 1) {
    const byte = bytes[i] as number;
    high |= byte;
    low |= byte - 0x20;
  }
  const damaged = low < 0 && bytes.subarray(from, to).some(isControl);
  const latin = head.length === to - from ? head : bytes.toString('latin1', from, to);
  if (high < 0x80) return { text: latin, gbk: false, damaged };
  const text = bytes.toString('utf8', from, to);
  if (!text.includes(REPLACEMENT)) return { text, gbk: false, damaged };
  return { text: gb18030.decode(bytes.subarray(from, to)), gbk: true, damaged };
}
