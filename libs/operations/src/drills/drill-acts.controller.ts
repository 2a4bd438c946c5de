import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import type { Tx } from '@cofferdam/records';
import type { Answer } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import { Seen, type Sight } from '../http/if-match';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { Correction } from './correction';
import {
  abortDrill,
  approveDrill,
  armDrill,
  closeAction,
  correctDrill,
  endDrill,
  evaluateDrill,
  noteDrill,
  observeDrill,
  openAction,
  pauseDrill,
  reportDrill,
  resumeDrill,
  startDrill,
} from './drill-acts.routes';
import { DrillDesk } from './drill-desk';

@Controller()
export class DrillActsController {
  constructor(
    private readonly desk: DrillDesk,
    private readonly correction: Correction,
  ) {}

  @Answers(approveDrill)
  approve(
    @Given() { params }: GivenOf<typeof approveDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'approve' }, { user, sight });
  }

  @Answers(armDrill)
  arm(
    @Given() { params, body }: GivenOf<typeof armDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'arm', ...body }, { user, sight });
  }

  @Answers(startDrill)
  start(
    @Given() { params }: GivenOf<typeof startDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'start' }, { user, sight });
  }

  @Answers(pauseDrill)
  pause(
    @Given() { params, body }: GivenOf<typeof pauseDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const act = { act: 'pause', why: 'person', ...body } as const;
    return this.desk.act(tx, params.id, act, { user, sight });
  }

  @Answers(resumeDrill)
  resume(
    @Given() { params }: GivenOf<typeof resumeDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'resume' }, { user, sight });
  }

  @Answers(endDrill)
  end(
    @Given() { params }: GivenOf<typeof endDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'end', why: 'person' }, { user, sight });
  }

  @Answers(abortDrill)
  abort(
    @Given() { params, body }: GivenOf<typeof abortDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'abort', ...body }, { user, sight });
  }

  @Answers(noteDrill)
  note(
    @Given() { params, body }: GivenOf<typeof noteDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'note', ...body }, { user, sight });
  }

  @Answers(correctDrill)
  correct(
    @Given() { params, body }: GivenOf<typeof correctDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.correction.correct(tx, params.id, body.reason, { user, sight });
  }

  @Answers(evaluateDrill)
  evaluate(
    @Given() { params }: GivenOf<typeof evaluateDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'evaluate' }, { user, sight });
  }

  @Answers(reportDrill)
  report(
    @Given() { params }: GivenOf<typeof reportDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'report' }, { user, sight });
  }

  @Answers(observeDrill)
  observe(
    @Given() { params, body }: GivenOf<typeof observeDrill>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const act = { act: 'observe', id: randomUUID(), ...body } as const;
    return this.desk.act(tx, params.id, act, { user, sight }, 201);
  }

  @Answers(openAction)
  openAction(
    @Given() { params, body }: GivenOf<typeof openAction>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const act = { act: 'open-action', id: randomUUID(), ...body } as const;
    return this.desk.act(tx, params.id, act, { user, sight }, 201);
  }

  @Answers(closeAction)
  closeAction(
    @Given() { params, body }: GivenOf<typeof closeAction>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const act = { act: 'close-action', id: params.action, ...body } as const;
    return this.desk.act(tx, params.id, act, { user, sight });
  }
}
