import type { IncidentView } from '@cofferdam/domain';
import { useEffect, useState } from 'react';
import { type DraftAnswer, reportDraft, submitReport, type WantedReport } from '../api/legal';
import { LANG_TAG } from '../language/words';
import { ActDialog } from '../page/act-dialog';
import { Dialog } from '../page/dialog';
import { Labelled } from '../page/field';
import { useSetting, useWords } from '../page/preferences';
import { MOST_RECIPIENTS, reportIn } from './forms';
import { toldIn } from './refused';

interface ReportDialogProps {
  readonly incident: IncidentView;
  readonly wanted: WantedReport;
  readonly zone: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const WAYS = ['phone', 'written', 'system'] as const;

/** A report's form, filled from the incident: a person completes it and says to whom it went. */
export function ReportDialog(props: ReportDialogProps) {
  const { incident, wanted, zone, onDone, onClose } = props;
  const words = useWords();
  const { legal: text } = words;
  const language = LANG_TAG[useSetting().language];
  const { draft, failed } = useDraft(incident.id, wanted, language);
  const [recipients, setRecipients] = useState(1);
  const heading = `${text.reporter[wanted.reporter]} · ${text.kind[wanted.kind]} · ${incident.number}`;
  if (draft === null) {
    return (
      <Dialog heading={heading} onClose={onClose} wide>
        <p role="status">{failed ? text.failed : text.loading}</p>
      </Dialog>
    );
  }
  const send = (form: FormData): Promise<unknown> =>
    toldIn(words, submitReport(incident.id, reportIn(form, wanted, draft.language, recipients)));
  return (
    <ActDialog
      {...{ heading, zone, onDone, onClose, wide: true, onSubmit: send }}
      note={`${draft.number} · ${text.reportDialog.note}`}
      submit={text.reportDialog.submit}
    >
      <Fields draft={draft} />
      {Array.from({ length: recipients }, (_, n) => (
        <RecipientRow key={n} n={n} />
      ))}
      {recipients < MOST_RECIPIENTS && (
        <div>
          <button type="button" className="button" onClick={() => setRecipients(recipients + 1)}>
            {text.reportDialog.more}
          </button>
        </div>
      )}
    </ActDialog>
  );
}

function Fields({ draft }: { draft: DraftAnswer }) {
  const { reportDialog: text } = useWords().legal;
  const { language } = useSetting();
  return draft.fields.map(({ field, label, needed, text: known }) => (
    <Labelled key={field} label={needed ? text.needed(label[language]) : label[language]}>
      <textarea
        name={`field.${field}`}
        rows={Math.min(6, Math.max(2, known.split('\n').length))}
        required={needed}
        maxLength={4000}
        defaultValue={known}
      />
    </Labelled>
  ));
}

function RecipientRow({ n }: { n: number }) {
  const { reportDialog: text } = useWords().legal;
  return (
    <fieldset className="edit-row recipient">
      <legend>{text.recipient(String(n + 1))}</legend>
      <Labelled label={text.organisation}>
        <input name={`organisation.${n}`} required maxLength={120} />
      </Labelled>
      <Labelled label={text.name}>
        <input name={`name.${n}`} required maxLength={80} />
      </Labelled>
      <Labelled label={text.how}>
        <select name={`how.${n}`}>
          {WAYS.map((way) => (
            <option key={way} value={way}>
              {text.ways[way]}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label={text.receipt}>
        <input name={`receipt.${n}`} maxLength={80} />
      </Labelled>
    </fieldset>
  );
}

function useDraft(
  incident: string,
  { kind, reporter }: WantedReport,
  language: string,
): { draft: DraftAnswer | null; failed: boolean } {
  const [draft, setDraft] = useState<DraftAnswer | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let over = false;
    reportDraft(incident, { kind, reporter }, language).then(
      (answer) => !over && setDraft(answer),
      () => !over && setFailed(true),
    );
    return () => {
      over = true;
    };
    // what a person has typed is not thrown away when the language changes
  }, [incident, kind, reporter]);
  return { draft, failed };
}
