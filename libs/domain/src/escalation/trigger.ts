/**
 * Why a tier is added.
 *
 * E1 acknowledge deadline missed, E2 contain deadline missed, E3 severity rose, E4 spread to a second unit or a
 * downstream neighbour, E5 a person asked, E6 a hand-over was not accepted, E7 nobody of a tier can be reached, E8 the
 * monitor that proved the incident is silent, E9 relapsed twice.
 */
export const TRIGGERS = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8', 'E9'] as const;
export type Trigger = (typeof TRIGGERS)[number];
