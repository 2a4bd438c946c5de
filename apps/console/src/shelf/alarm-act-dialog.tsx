import type { AlarmView, Policy, Role, Tier } from '@cofferdam/domain';
import { resetLatch, returnToService, shelve, takeOutOfService, unshelve } from '../api/shelf';
import { alarmIn } from '../api/client';
import type { Words } from '../language/words';
import { ActDialog } from '../page/act-dialog';
import { Dialog } from '../page/dialog';
import { Labelled, TextField } from '../page/field';
import { isChecked, numberOf, textOf } from '../page/form';
import { useWords } from '../page/preferences';
import { type AlarmAct, shelvingTerms, takingOutTakesTwo } from './alarm-act';

const DAY_MINUTES = 1440;
const LONGEST_DAYS = 7;
/** Offered first: as short as usual, never beyond what is allowed. */
const USUAL_MINUTES = 15;

interface AlarmActDialogProps {
  readonly act: AlarmAct;
  readonly alarm: AlarmView;
  /** Where and what it is, in words. */
  readonly title: string;
  /** Of its outlet; null where it has none. */
  readonly tier: Tier | null;
  readonly role: Role;
  /** The longest shelving in its park; undefined while it is not known. */
  readonly longest: Policy['shelve'] | undefined;
  readonly zone: string;
  readonly learn: (alarm: AlarmView) => void;
  readonly onDone: (act: AlarmAct) => void;
  readonly onClose: () => void;
}

/** The second step of shelving, unshelving, taking out of service, returning to it and resetting a latch. */
export function AlarmActDialog(props: AlarmActDialogProps) {
  const { act, alarm, title, zone, learn, onClose } = props;
  const words = useWords();
  const heading = `${words.shelf[act]}: ${title}`;
  const terms = shelvingTerms(alarm, props.tier, props.role, props.longest);
  if (act === 'shelve' && 'forbidden' in terms) {
    return (
      <Dialog heading={heading} onClose={onClose}>
        <p>{words.shelving.forbidden[terms.forbidden]}</p>
        <div className="ask-buttons">
          <button type="button" className="button primary" data-first onClick={onClose}>
            {words.act.close}
          </button>
        </div>
      </Dialog>
    );
  }
  const most = 'most' in terms ? terms.most : 0;
  const two = act === 'shelve' ? 'most' in terms && terms.secondPerson : takesTwo(act, alarm, props.tier);
  const submit = async (form: FormData): Promise<unknown> => {
    const answer = await send(act, alarm, form);
    const now = alarmIn(answer);
    if (now !== null) learn(now);
    return answer;
  };
  return (
    <ActDialog
      heading={heading}
      note={[noteOf(act, words), two ? words.shelving.secondPerson : ''].filter(Boolean).join(' ')}
      submit={words.shelf[act]}
      zone={zone}
      onSubmit={submit}
      onDone={() => props.onDone(act)}
      onClose={onClose}
    >
      {act === 'shelve' && <ShelveFields most={most} />}
      {act === 'takeOut' && <TakeOutFields />}
      {act === 'resetLatch' && <TextField name="fieldCheck" label={words.shelving.check} />}
    </ActDialog>
  );
}

const takesTwo = (act: AlarmAct, alarm: AlarmView, tier: Tier | null): boolean =>
  act === 'takeOut' && takingOutTakesTwo(alarm, tier);

function noteOf(act: AlarmAct, { shelving }: Words): string {
  const notes: Readonly<Record<AlarmAct, string>> = {
    shelve: '',
    unshelve: shelving.unshelveNote,
    takeOut: shelving.takeOutNote,
    putBack: shelving.putBackNote,
    resetLatch: shelving.checkNote,
  };
  return notes[act];
}

function send(act: AlarmAct, alarm: AlarmView, form: FormData): Promise<unknown> {
  const reason = textOf(form, 'reason');
  switch (act) {
    case 'shelve':
      return shelve(alarm, {
        minutes: numberOf(form, 'minutes'),
        kind: isChecked(form, 'oneShot') ? 'one-shot' : 'timed',
        reason,
      });
    case 'unshelve':
      return unshelve(alarm);
    case 'takeOut':
      return takeOutOfService(alarm, {
        workOrder: textOf(form, 'workOrder'),
        deputy: textOf(form, 'deputy'),
        minutes: numberOf(form, 'days') * DAY_MINUTES,
        reason,
      });
    case 'putBack':
      return returnToService(alarm);
    case 'resetLatch':
      return resetLatch(alarm, textOf(form, 'fieldCheck'));
  }
}

function ShelveFields({ most }: { most: number }) {
  const { act, shelving } = useWords();
  return (
    <>
      <Labelled label={`${shelving.minutes} (${shelving.most(String(most))})`}>
        <input
          name="minutes"
          type="number"
          required
          min={1}
          max={most}
          step={1}
          defaultValue={Math.min(USUAL_MINUTES, most)}
        />
      </Labelled>
      <TextField name="reason" label={`${act.reason}: ${shelving.reasonNote}`} />
      <label className="check">
        <input type="checkbox" name="oneShot" />
        {shelving.oneShot}
      </label>
    </>
  );
}

function TakeOutFields() {
  const { act, shelving } = useWords();
  return (
    <>
      <Labelled label={shelving.workOrder}>
        <input name="workOrder" required maxLength={64} autoComplete="off" />
      </Labelled>
      <Labelled label={`${shelving.days} (${shelving.most(String(LONGEST_DAYS))})`}>
        <input name="days" type="number" required min={1} max={LONGEST_DAYS} step={1} defaultValue={1} />
      </Labelled>
      <TextField name="deputy" label={shelving.deputy} />
      <TextField name="reason" label={act.reason} />
    </>
  );
}
