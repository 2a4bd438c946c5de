import type { IncidentView } from '@cofferdam/domain';
import { photoUrl } from '../api/incidents';
import { measureName } from '../incidents/change';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';

interface EvidenceListProps {
  readonly incident: IncidentView;
  readonly zone: string;
  readonly now: number;
}

/** What people have put to the record, newest first. */
export function EvidenceList({ incident, zone, now }: EvidenceListProps) {
  const words = useWords();
  const { evidence: text } = words.incident;
  if (incident.evidence.length === 0) return null;
  return (
    <section className="evidence" aria-labelledby="evidence-heading">
      <h3 id="evidence-heading">{text.heading}</h3>
      <ul>
        {incident.evidence.toReversed().map(({ id, by, at, text: said, photo, measure }) => {
          const when = momentOf(Date.parse(at), now, zone);
          const code = incident.measures.find((one) => one.id === measure)?.code;
          return (
            <li key={id}>
              {photo !== null && (
                <a href={photoUrl(incident.id, id)} target="_blank" rel="noreferrer">
                  <img src={photoUrl(incident.id, id)} alt={text.photoOf(by, when)} loading="lazy" />
                </a>
              )}
              <div>
                <p>{said}</p>
                <small>
                  {by} · {when}
                  {code !== undefined && ` · ${text.of(measureName(code, words))}`}
                </small>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
