import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import type { JournalEvent } from '@cofferdam/domain';
import type { Journal } from '@cofferdam/records';
import { type Frame, frameOf } from './frame';

const ROWS_A_READ = 500;
/** A burst is handed on in pieces of this size, so that readers can be waited for between them. */
const PIECE_BYTES = 64 * 1024;
const AFTER_FAILURE_MS = 500;

/** Takes frames in order of `seq`, without gap; a promise makes the follower wait before the next piece. */
export interface Sink {
  /** Every event that was read, before it goes out as a frame. */
  hear(events: readonly JournalEvent[]): void;
  take(frames: readonly Frame[]): void;
  settle(): Promise<void>;
  /** Milliseconds to let events gather after a batch: many readers are cheaper to serve a batch at a time. */
  pause(): number;
}

/** Reads the journal as it grows: each row once, whatever the number of feeds. */
export class JournalFollower {
  private readonly outage = new Outage(new Logger(JournalFollower.name), 'the journal cannot be read');
  private announced = 0;
  private following = false;
  private stopped = false;
  private stopListening: () => Promise<void> = () => Promise.resolve();
  /** The seq up to which all frames have been handed on. */
  position = 0;

  constructor(
    private readonly journal: Journal,
    private readonly sink: Sink,
  ) {}

  /** Follows from the journal's present end, which `began` is told before anything comes. */
  async start(began: (position: number) => void): Promise<void> {
    this.position = await this.journal.lastSeq();
    this.announced = this.position;
    began(this.position);
    this.stopListening = await this.journal.listen((seq) => this.wake(seq));
    await this.look();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.stopListening();
  }

  /** Asks the journal how far it is, in case an announcement was lost. */
  async look(): Promise<void> {
    this.wake(await this.journal.lastSeq());
  }

  private wake(seq: number): void {
    this.announced = Math.max(this.announced, seq);
    if (this.following || this.stopped || this.position >= this.announced) return;
    this.following = true;
    void this.follow().finally(() => {
      this.following = false;
      this.wake(this.announced); // announced in the moment between the last look and here
    });
  }

  private async follow(): Promise<void> {
    while (!this.stopped && this.position < this.announced) {
      try {
        await this.readOn();
        this.outage.isOver();
        await delay(this.sink.pause());
      } catch (error) {
        this.outage.goesOn(error);
        await delay(AFTER_FAILURE_MS);
      }
    }
  }

  private async readOn(): Promise<void> {
    const events = await this.journal.read({ after: this.position, limit: ROWS_A_READ, parks: '*', class: '*' });
    this.sink.hear(events);
    for (const piece of pieces(events.map(frameOf))) {
      this.position = piece.at(-1)?.seq ?? this.position;
      this.sink.take(piece);
      if (this.position < this.announced) await this.sink.settle();
    }
  }
}

function pieces(frames: readonly Frame[]): Frame[][] {
  const all: Frame[][] = [];
  let piece: Frame[] = [];
  let bytes = 0;
  for (const frame of frames) {
    piece.push(frame);
    bytes += frame.bytes.length;
    if (bytes < PIECE_BYTES) continue;
    all.push(piece);
    piece = [];
    bytes = 0;
  }
  return piece.length === 0 ? all : [...all, piece];
}
