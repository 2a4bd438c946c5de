import { Controller, Inject, Logger, Req, Res } from '@nestjs/common';
import { atomFeed, type CapFeed, type CapMessage } from '@cofferdam/cap';
import { SETTINGS, type Settings } from '@cofferdam/config';
import type { Class } from '@cofferdam/domain';
import { CapMessages, Records } from '@cofferdam/records';
import type { Request, Response } from 'express';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { parksOf } from '../scope/parks';
import { exerciseCapFeed, getCapCertificate, getCapMessage, liveCapFeed } from './cap.routes';
import { giveBytes } from './give-bytes';

type FeedQuery = GivenOf<typeof liveCapFeed>['query'];

/** Entries that a feed lists, and its bytes: readers take 900 KB at most. */
const MOST = 500;
const MOST_BYTES = 900_000;

const TITLES = {
  'zh-CN': { actual: '现行预警', exercise: '演练预警', test: '测试' },
  en: { actual: 'Warnings in force', exercise: 'Exercise warnings', test: 'Test' },
} as const;

/** CAP for programs: feeds by class, and every message that has left. */
@Controller()
export class CapFeedsController {
  private readonly logger = new Logger(CapFeedsController.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly records: Records,
    private readonly messages: CapMessages,
  ) {}

  @Answers(liveCapFeed)
  live(
    @Given() { query }: GivenOf<typeof liveCapFeed>,
    @SignedIn() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.feed('actual', query, caller, request, response);
  }

  @Answers(exerciseCapFeed)
  exercise(
    @Given() { query }: GivenOf<typeof exerciseCapFeed>,
    @SignedIn() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.feed('exercise', query, caller, request, response);
  }

  @Answers(getCapCertificate)
  async certificate(@Given() { params }: GivenOf<typeof getCapCertificate>, @Res() response: Response): Promise<void> {
    const pem = await this.messages.certificate(this.records.db, params.class);
    if (pem === null) throw new Problem('not-found', `nothing of class ${params.class} is signed yet`);
    response.setHeader('Content-Type', getCapCertificate.answer);
    response.end(pem);
  }

  /** A message never changes, so neither does its ETag. */
  @Answers(getCapMessage)
  async message(
    @Given() { params }: GivenOf<typeof getCapMessage>,
    @SignedIn() { user }: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const who = { class: params.class, parks: parksOf(user) };
    const found = await this.messages.signed(this.records.db, who, params.identifier);
    if (found === null) throw new Problem('not-found', `no message ${params.identifier} in your scope`);
    giveBytes(request, response, { type: getCapMessage.answer, text: found.xml, modified: found.sent });
  }

  private async feed(
    kind: Class,
    { park, lang }: FeedQuery,
    { user }: Caller,
    request: Request,
    response: Response,
  ): Promise<void> {
    const who = { class: kind, parks: parksOf(user), park };
    const now = await this.records.now();
    const { heads, updated } = await this.records.snapshot(async (tx) => ({
      heads: await this.messages.heads(tx, who, now, MOST + 1),
      updated: await this.messages.changedAt(tx, who, now),
    }));
    const base = this.settings.consoleUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
    const about: CapFeed = {
      ...{ class: kind, url: `${base}${request.originalUrl}`, title: `Cofferdam · ${TITLES[lang][kind]}` },
      ...{ author: 'Cofferdam', language: lang, updated: Math.floor(updated / 1000) * 1000 },
    };
    // Messages of exercises hold by their drills' clocks, as the records have looked.
    const text = this.bounded(about, heads, base, kind === 'exercise' ? 0 : now);
    giveBytes(request, response, {
      type: `${liveCapFeed.answer}; charset=utf-8`,
      text,
      modified: Math.min(updated, now),
    });
  }

  private bounded(about: CapFeed, heads: readonly CapMessage[], base: string, now: number): string {
    const write = (some: readonly CapMessage[]): string => {
      const url = ({ identifier }: CapMessage) => `${base}/cap/${about.class}/${identifier}.xml`;
      return atomFeed(
        about,
        some.map((message) => ({ message, url: url(message) })),
        now,
      );
    };
    let count = Math.min(heads.length, MOST);
    let text = write(heads.slice(0, count));
    while (Buffer.byteLength(text) > MOST_BYTES) {
      count = Math.floor(count * 0.8);
      text = write(heads.slice(0, count));
    }
    if (count < heads.length) this.logger.warn(`${about.url} is cut to its ${count} newest messages`);
    return text;
  }
}
