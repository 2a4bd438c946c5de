import type { DeskView } from '../api/people';

/** A desk for tests; what matters to the test is given. */
export function aDesk(given: Partial<DeskView> = {}): DeskView {
  const desk = given.desk ?? 'day';
  return {
    ...{
      park: 'demo',
      desk,
      id: `${given.park ?? 'demo'}.${desk}`,
      name: { zh: '班组', en: 'Crew' },
      tier: 'enterprise',
    },
    ...{
      enterprise: null,
      unit: null,
      phone: null,
      members: [],
      shifts: [],
      channels: [],
      source: 'file',
      version: 1,
      onDuty: [],
    },
    ...{ holder: null, heldSince: null, offer: null, presence: null, presenceAt: null, generation: 0 },
    ...given,
  };
}
