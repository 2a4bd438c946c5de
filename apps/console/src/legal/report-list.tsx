import { printUrl, type LegalAnswer } from '../api/legal';
import { LANG_TAG } from '../language/words';
import { momentOf } from '../language/time';
import { useSetting, useWords } from '../page/preferences';

interface ReportListProps {
  readonly legal: LegalAnswer;
  readonly zone: string;
  readonly now: number;
}

/** What has been reported, oldest first, each as a page to print. */
export function ReportList({ legal: { reports }, zone, now }: ReportListProps) {
  const { legal: text } = useWords();
  const language = LANG_TAG[useSetting().language];
  if (reports.length === 0) return <p className="dim">{text.noReports}</p>;
  return (
    <>
      <h4>{text.reports}</h4>
      <ul className="reports">
        {reports.map(({ id, number, kind, reporter, at, by, recipients }) => (
          <li key={id}>
            <b>{number}</b> {text.reporter[reporter]} · {text.kind[kind]}
            <small>
              {by} · {momentOf(Date.parse(at), now, zone)} · {text.toWhom(String(recipients.length))}
            </small>{' '}
            <a href={printUrl(id, language)} target="_blank" rel="noreferrer" aria-label={`${text.print} ${number}`}>
              {text.print}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
