import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import type { Tx } from '@cofferdam/records';
import type { Answer } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import { Seen, type Sight } from '../http/if-match';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import {
  acceptIncident,
  acknowledgeIncident,
  addEvidence,
  closeIncident,
  containIncident,
  deEscalateIncident,
  escalateIncident,
  handOverIncident,
  markFalse,
  mergeIncident,
  noteIncident,
  reopenIncident,
  resumeIncident,
  startMeasure,
  suspendIncident,
} from './acts.routes';
import { IncidentDesk } from './incident-desk';
import { readPhoto } from './photo';

@Controller()
export class IncidentActsController {
  constructor(private readonly desk: IncidentDesk) {}

  @Answers(acknowledgeIncident)
  acknowledge(
    @Given() { params, body }: GivenOf<typeof acknowledgeIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const { tier, note } = body;
    const act = { act: 'acknowledge', note, ...(tier && { tier }) } as const;
    return this.desk.acknowledge(tx, params.id, act, { user, sight });
  }

  @Answers(startMeasure)
  startMeasure(
    @Given() { params, body }: GivenOf<typeof startMeasure>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'start-measure', ...body }, { user, sight });
  }

  @Answers(addEvidence)
  addEvidence(
    @Given() { params, body }: GivenOf<typeof addEvidence>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const photo = body.photo && readPhoto(body.photo);
    const act = { act: 'evidence', id: randomUUID(), ...body, photo: photo && photo.record } as const;
    return this.desk.act(tx, params.id, act, { user, sight }, photo);
  }

  @Answers(containIncident)
  contain(
    @Given() { params, body }: GivenOf<typeof containIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const photo = body.photo && readPhoto(body.photo);
    const act = { act: 'contain', id: randomUUID(), ...body, photo: photo && photo.record } as const;
    return this.desk.act(tx, params.id, act, { user, sight }, photo);
  }

  @Answers(escalateIncident)
  escalate(
    @Given() { params, body }: GivenOf<typeof escalateIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'escalate', ...body }, { user, sight });
  }

  @Answers(deEscalateIncident)
  deEscalate(
    @Given() { params, body }: GivenOf<typeof deEscalateIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'de-escalate', ...body }, { user, sight });
  }

  @Answers(handOverIncident)
  handOver(
    @Given() { params, body }: GivenOf<typeof handOverIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'hand-over', ...body }, { user, sight });
  }

  @Answers(acceptIncident)
  accept(
    @Given() { params }: GivenOf<typeof acceptIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'accept' }, { user, sight });
  }

  @Answers(noteIncident)
  note(
    @Given() { params, body }: GivenOf<typeof noteIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'note', ...body }, { user, sight });
  }

  @Answers(suspendIncident)
  suspend(
    @Given() { params, body }: GivenOf<typeof suspendIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'suspend', ...body }, { user, sight });
  }

  @Answers(resumeIncident)
  resume(
    @Given() { params }: GivenOf<typeof resumeIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'resume' }, { user, sight });
  }

  @Answers(markFalse)
  markFalse(
    @Given() { params, body }: GivenOf<typeof markFalse>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'mark-false', ...body }, { user, sight });
  }

  @Answers(closeIncident)
  close(
    @Given() { params, body }: GivenOf<typeof closeIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'close', ...body }, { user, sight });
  }

  @Answers(reopenIncident)
  reopen(
    @Given() { params, body }: GivenOf<typeof reopenIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'reopen', ...body }, { user, sight });
  }

  @Answers(mergeIncident)
  merge(
    @Given() { params, body }: GivenOf<typeof mergeIncident>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.act(tx, params.id, { act: 'merge', ...body }, { user, sight });
  }
}
