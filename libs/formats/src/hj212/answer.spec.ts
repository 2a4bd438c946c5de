import { answerRequest, answerTo, EXE_RTN, QN_RTN, reportExecution, requestRetention } from './answer';
import { decodeFrames } from './decoder';
import { encode, frameOf } from './encode';
import type { Frame } from './frame';

const MN = '010000A8900016F000169DC0';
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

function frame(cn: string, flag: number | null): Frame {
  const [outcome] = decodeFrames(
    encode({ qn: '20160801085857223', st: '32', cn, pw: '123456', mn: MN, flag, cp: [{ A: 1 }] }),
  );
  if (!outcome?.ok) throw new Error('no frame');
  return outcome.frame;
}

// HJ 212-2017 App. C, frames computed from the segments that it prints.
test('acknowledgements are those of the standard', () => {
  expect(text(answerRequest(frame('1062', 5), QN_RTN.ready))).toBe(
    `##0094QN=20160801085857223;ST=91;CN=9011;PW=123456;MN=${MN};Flag=4;CP=&&QnRtn=1&&1B00\r\n`,
  );
  expect(text(reportExecution(frame('1062', 5), EXE_RTN.done))).toBe(
    `##0095QN=20160801085857223;ST=91;CN=9012;PW=123456;MN=${MN};Flag=4;CP=&&ExeRtn=1&&6240\r\n`,
  );
  expect(text(answerTo(frame('1013', 5)))).toBe(
    `##0087QN=20160801085857223;ST=91;CN=9013;PW=123456;MN=${MN};Flag=4;CP=&&&&2A80\r\n`,
  );
  expect(text(answerTo(frame('2011', 5)))).toBe(
    `##0087QN=20160801085857223;ST=91;CN=9014;PW=123456;MN=${MN};Flag=4;CP=&&&&3240\r\n`,
  );
});

test('sample retention is asked for as the standard prints it', () => {
  expect(text(requestRetention({ qn: '20160801085857223', mn: MN, pw: '123456' }))).toBe(
    `##0087QN=20160801085857223;ST=32;CN=3015;PW=123456;MN=${MN};Flag=5;CP=&&&&E401\r\n`,
  );
});

test.each([
  ['2011', 4, undefined],
  ['2011', null, undefined],
  ['2051', 7, 'CN=9014;PW=123456;MN=' + MN + ';Flag=4;'],
  ['2051', 11, 'CN=9014;PW=123456;MN=' + MN + ';Flag=8;'],
  ['2051', 1, 'CN=9014;PW=123456;MN=' + MN + ';Flag=0;'],
  ['9015', 9, 'CN=9013;PW=123456;MN=' + MN + ';Flag=8;'],
  ['9021', 5, 'CN=9013;PW=123456;MN=' + MN + ';Flag=4;'],
  ['9014', 5, undefined],
])('CN=%s with Flag=%s is answered by %s', (cn, flag, expected) => {
  const answer = text(answerTo(frame(cn, flag)));
  if (expected === undefined) expect(answer).toBeUndefined();
  else expect(answer).toContain(expected);
});

test('length is in bytes', () => {
  expect(text(frameOf('i11001-Info=//清洗管路//'))?.slice(0, 6)).toBe('##0028');
});

test('what no length field can say is not encoded', () => {
  expect(() => frameOf('x'.repeat(10_000))).toThrow(RangeError);
});
