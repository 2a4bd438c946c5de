import type { DrillView } from '../api/drills';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';

/** Whom the drill reaches, and nobody else: participants with their tiers, controllers, evaluators. */
export function DrillPeople({ drill }: { drill: DrillView }) {
  const words = useWords();
  const { head } = words.drills;
  const named = (users: readonly string[]): string => (users.length === 0 ? head.nobody : users.join(', '));
  return (
    <section className="drill-people">
      <h3>
        {head.participants} · {head.people(whole(drill.participants.length))}
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{head.user}</th>
            <th scope="col">{head.role}</th>
            <th scope="col">{head.tier}</th>
            <th scope="col">{head.played}</th>
          </tr>
        </thead>
        <tbody>
          {drill.participants.map(({ user, role, tier, robot }) => (
            <tr key={user}>
              <th scope="row">{user}</th>
              <td>{words.header.role[role]}</td>
              <td>{tier === null ? '–' : words.incident.tier[tier]}</td>
              <td>{robot ? head.robot : head.person}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {head.controllers}: {named(drill.controllers)} · {head.evaluators}: {named(drill.evaluators)}
      </p>
    </section>
  );
}
