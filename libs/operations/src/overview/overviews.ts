import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Counted, isPinned, type Timeline, type User } from '@cofferdam/domain';
import { Metrics } from '@cofferdam/process';
import { Problem } from '../http/problem';
import { Board, keep } from './board';
import type { Picture } from './picture';
import { Pictures } from './pictures';
import { readAddress, type Scope, scopeOf } from './scope';

const BOARDS = 200;
/** Another process may be ahead of this one by so much. */
const AHEAD_MS = 1_000;
const LOOK_MS = 10;

type Viewer = Pick<User, 'parks'>;

/** The members of a row as they were at one number of the journal. */
export interface RowMembers {
  readonly members: readonly Counted[];
  readonly asOf: number;
}

interface Found extends RowMembers {
  readonly picture: Picture;
}

/** Members of a row with the generations that were shown, and how many more of it wait. */
export interface Waiting {
  readonly shown: ReadonlyMap<string, number>;
  readonly remaining: number;
}

/** The roll-ups of all who look, answered from memory: each made once for everybody who is shown the same. */
@Injectable()
export class Overviews {
  private readonly boards = new Map<string, Board>();
  private readonly building = new Map<string, Promise<void>>();
  private turn: Promise<void> = Promise.resolve();

  private readonly took;

  constructor(
    private readonly pictures: Pictures,
    metrics: Metrics,
  ) {
    this.took = metrics.histogram('overview_build_seconds', 'Time to make one roll-up');
  }

  /** The answer as JSON. @throws Problem `not-found` for a park that is not theirs, `unavailable` */
  async show(user: Viewer, timeline: Timeline, park: string | undefined): Promise<string> {
    const board = this.boardOf(scopeOf(user, timeline, park));
    const age = board.age(await this.picture(timeline), performance.now());
    if (age === 'stale') await this.build(board);
    else if (age === 'aging') void this.build(board).catch(() => undefined); // the next one to look is told
    return board.answer;
  }

  /**
   * Members of a row, worst first, at `asOf` or now. The row may have been laid out some time ago.
   * @throws Problem `changed-since` where that is not known any more
   */
  async members(user: Viewer, address: string, asOf: number | undefined): Promise<RowMembers> {
    return this.find(user, address, asOf, false);
  }

  /**
   * What a row that was shown held at that moment, worst first, with the generations that were shown, whatever has
   * happened since.
   * @throws Problem `changed-since` where that is not known any more: some minutes or very many changes ago
   */
  async membersShown(address: string, asOf: number, user: Viewer): Promise<ReadonlyMap<string, number>> {
    const { members } = await this.find(user, address, asOf, true);
    return new Map(members.map(({ id, generation }) => [id, generation]));
  }

  /**
   * What of a shown row is to be acknowledged in one go: those that still wait and may be acknowledged in a group come
   * first, worst first, so that asking again goes on where this one ended.
   * @throws Problem as `membersShown`
   */
  async waitingShown(address: string, asOf: number, user: Viewer, most: number): Promise<Waiting> {
    const { members, picture } = await this.find(user, address, asOf, true);
    const waits = (alarm: Counted): boolean => !isPinned(alarm) && picture.get(alarm.id)?.unacknowledged === true;
    const waiting = members.filter(waits);
    const first = [...waiting, ...members.filter((alarm) => !waits(alarm))].slice(0, most);
    return {
      shown: new Map(first.map(({ id, generation }) => [id, generation])),
      remaining: Math.max(0, waiting.length - most),
    };
  }

  private async find(user: Viewer, address: string, asOf: number | undefined, shown: boolean): Promise<Found> {
    const { scope, row } = readAddress(user, address);
    const picture = await this.reached(scope.timeline, asOf);
    const moment = asOf ?? picture.position;
    const members = this.boardOf(scope).members(picture, row, moment, { shown });
    if (members === null) throw new Problem('changed-since', 'that row is not known any more: look again');
    return { members, asOf: moment, picture };
  }

  /** The picture, once it has come as far as `asOf`; as far as it is where that does not come. */
  private async reached(timeline: Timeline, asOf: number | undefined): Promise<Picture> {
    const until = performance.now() + AHEAD_MS;
    let picture = await this.picture(timeline);
    while (asOf !== undefined && picture.position < asOf && performance.now() < until) {
      await pause(LOOK_MS);
      picture = await this.picture(timeline);
    }
    return picture;
  }

  private boardOf(scope: Scope): Board {
    const board = this.boards.get(scope.key) ?? new Board(scope);
    keep(this.boards, scope.key, board, BOARDS);
    return board;
  }

  /** One at a time, each in a turn of the event loop of its own, so that many boards do not hold everything up. */
  private build(board: Board): Promise<void> {
    const { key, timeline } = board.scope;
    const known = this.building.get(key);
    if (known !== undefined) return known;
    const built = this.turn
      .then(() => nextTurn())
      .then(() => this.picture(timeline))
      .then((picture) => {
        const timer = this.took.startTimer();
        board.build(picture, performance.now());
        timer();
      })
      .finally(() => this.building.delete(key));
    this.building.set(key, built);
    this.turn = built.catch(() => undefined);
    return built;
  }

  private async picture(timeline: Timeline): Promise<Picture> {
    return this.pictures.of(timeline).catch((error: unknown) => {
      throw new Problem('unavailable', `the open alarms cannot be read: ${(error as Error).message}`);
    });
  }
}
