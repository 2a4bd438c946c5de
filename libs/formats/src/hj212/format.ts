import { type DecodeContext, type Format, type Packet, PAYLOAD_LIMIT } from '../format';
import { answerTo } from './answer';
import { decodeFrames } from './decoder';
import type { Frame, FrameOutcome } from './frame';
import { samples } from './samples';

function packetOf(frame: Frame, context: DecodeContext): Packet {
  const { at, mn: monitor } = frame;
  const readings = samples(frame, context);
  if (!readings.ok) return { at, monitor, ...readings };
  const crc = monitor === null ? undefined : context.deviceOf(monitor)?.crc;
  // A refused packet gets no 9014: the device keeps it, and sends it again once its clock or the register is right.
  const answer = (refused?: string) => (refused === undefined ? answerTo(frame, crc) : undefined);
  const deviations = readings.value[0]?.deviations ?? frame.deviations;
  const taken = { ok: true, at, monitor, readings: readings.value, deviations } as const;
  return (frame.flagBits & 1) === 1 ? { ...taken, answer } : taken;
}

function packet(outcome: FrameOutcome, context: DecodeContext): Packet {
  if (outcome.ok) return packetOf(outcome.frame, context);
  const { at, reason, detail, mn } = outcome.refusal;
  return { ok: false, at, reason, detail, monitor: mn };
}

/** HJ 212 over MQTT: one or more whole frames a payload. */
export const hj212: Format = {
  name: 'hj212',
  topic: 'hj212',
  decode(payload, context) {
    if (payload.length > PAYLOAD_LIMIT) return [{ ok: false, at: 0, reason: 'oversize', monitor: null }];
    const packets = decodeFrames(payload, context.deviceOf).map((outcome) => packet(outcome, context));
    return packets.length > 0 ? packets : [{ ok: false, at: 0, reason: 'empty', monitor: null }];
  },
};
