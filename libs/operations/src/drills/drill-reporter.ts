import { Injectable } from '@nestjs/common';
import { afterAction, type AfterActionReport, type Drill, type DrillScore, scoreDrill } from '@cofferdam/domain';
import { DrillFactsReader, journalHash, type Tx } from '@cofferdam/records';
import { Problem } from '../http/problem';

/** Scores drills and makes their after-action reports, from what their journal holds. */
@Injectable()
export class DrillReporter {
  constructor(private readonly reader: DrillFactsReader) {}

  /** As it stands: of a drill that goes on, what may still come does not count yet. */
  async score(tx: Tx, drill: Drill): Promise<DrillScore> {
    const [facts, before] = [await this.reader.read(tx, drill), await this.reader.scoreBefore(tx, drill)];
    return scoreDrill(drill, facts, before);
  }

  /**
   * The report as it is kept: of everything that was committed of the drill, so that its journal's hash can be checked.
   * What `tx` itself writes has no number yet and is not in it.
   * @throws Problem `unavailable` while the journal's relay stands still
   */
  async make(tx: Tx, drill: Drill): Promise<AfterActionReport> {
    if (!(await this.reader.isNumbered(drill)))
      throw new Problem('unavailable', 'the journal has not numbered it all yet');
    const [facts, before] = [await this.reader.read(tx, drill), await this.reader.scoreBefore(tx, drill)];
    return afterAction(drill, scoreDrill(drill, facts, before), facts, journalHash(facts.events));
  }
}
