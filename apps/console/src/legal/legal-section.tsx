import type { IncidentView, Role } from '@cofferdam/domain';
import { useState } from 'react';
import type { LegalAnswer, WantedReport } from '../api/legal';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import { ClockList } from './clock-list';
import { maySetLevel, wantedReports } from './forms';
import { LevelDialog } from './level-dialog';
import { ReportDialog } from './report-dialog';
import { ReportList } from './report-list';
import { useLegal } from './use-legal';

interface LegalSectionProps {
  readonly incident: IncidentView;
  readonly role: Role;
  /** Moves whenever something has happened to the incident. */
  readonly news: string;
  readonly zone: string;
  readonly now: number;
}

type Open = 'level' | WantedReport | null;

/** By when whom the law wants to be told of an incident, and what has been told. */
export function LegalSection(props: LegalSectionProps) {
  const { incident, news } = props;
  const { legal: text } = useWords();
  const { legal, failed, reload } = useLegal(incident.id, news);
  const [open, setOpen] = useState<Open>(null);
  const done = (): void => {
    setOpen(null);
    reload();
  };
  return (
    <section className="legal" aria-labelledby="legal-heading">
      <h3 id="legal-heading">{text.heading}</h3>
      <p className="dim">{text.notTheColour}</p>
      {legal === null ? (
        <p role="status">{failed ? text.failed : text.loading}</p>
      ) : (
        <>
          <Content {...props} legal={legal} onOpen={setOpen} />
          {open === 'level' && <LevelDialog {...props} legal={legal} onDone={done} onClose={() => setOpen(null)} />}
          {open !== null && open !== 'level' && (
            <ReportDialog {...props} wanted={open} onDone={done} onClose={() => setOpen(null)} />
          )}
        </>
      )}
    </section>
  );
}

function Content(props: LegalSectionProps & { legal: LegalAnswer; onOpen: (what: Open) => void }) {
  const { legal, incident, role, onOpen } = props;
  const { legal: text } = useWords();
  const mayLevel = maySetLevel(role) && legal.end === null;
  const wanted = wantedReports(legal, incident.state, role);
  const several = new Set(wanted.map(({ reporter }) => reporter)).size > 1;
  return (
    <>
      {legal.withdrawalOwed && (
        <div className="banner withdrawal" role="status">
          <b>{text.withdrawalOwed}</b>
        </div>
      )}
      <Level {...props} />
      <ClockList {...props} />
      {(mayLevel || wanted.length > 0) && (
        <div className="acts-buttons">
          {mayLevel && (
            <button type="button" className="button" onClick={() => onOpen('level')}>
              {legal.level === null ? text.setLevel : text.correctLevel}
            </button>
          )}
          {wanted.map((one) => (
            <button key={`${one.reporter} ${one.kind}`} type="button" className="button" onClick={() => onOpen(one)}>
              {several && `${text.reporter[one.reporter]} · `}
              {text.write(text.kind[one.kind])}
            </button>
          ))}
        </div>
      )}
      <ReportList {...props} />
    </>
  );
}

function Level({ legal: { level }, zone, now }: LegalSectionProps & { legal: LegalAnswer }) {
  const { legal: text } = useWords();
  if (level === null) return <p>{text.unsaid}</p>;
  const at = (iso: string): string => momentOf(Date.parse(iso), now, zone);
  const told = [text.saidBy(level.by, at(level.at)), text.knownSince(at(level.awareAt)), level.source].filter(Boolean);
  return (
    <p className="legal-level">
      <b>{text.level[level.level]}</b>
      {level.sensitive && ` · ${text.sensitive}`} <small>{told.join(' · ')}</small>
    </p>
  );
}
