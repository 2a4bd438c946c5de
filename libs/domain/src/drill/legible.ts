import { z } from 'zod';
import { ScenarioSchema } from './scenario';

const { shape } = ScenarioSchema;

/** A list in which null stands for an element that the schema refuses, so that the others keep their places. */
const list = <T extends z.ZodType>(element: T) => z.array(element.nullable().catch(null)).catch([]);

/** What can be read of a scenario that the schema refuses, so that its references can be checked in the same pass. */
const LegibleSchema = z.object({
  park: shape.park.nullable().catch(null),
  objectives: list(shape.objectives.element),
  /** As long as a drill can be where nobody knows. */
  duration: shape.duration.catch(86_400),
  participants: list(shape.participants.element),
  controllers: list(shape.controllers.element),
  evaluators: list(shape.evaluators.unwrap().element)
    .optional()
    .transform((names) => names ?? []),
  channels: list(shape.channels.unwrap().element)
    .optional()
    .transform((ids) => ids ?? []),
  monitors: list(shape.monitors.element),
  injects: list(shape.injects.element),
});

export type Legible = z.infer<typeof LegibleSchema>;

/** Null where it is no scenario at all. */
export const legible = (input: unknown): Legible | null => LegibleSchema.safeParse(input).data ?? null;

/** Those that can be read, each with its place in the list. */
export const placed = <T>(elements: readonly (T | null)[]): [element: T, n: number][] =>
  elements.flatMap((element, n) => (element === null ? [] : ([[element, n]] as [T, number][])));

export const present = <T>(elements: readonly (T | null)[]): T[] => placed(elements).map(([element]) => element);

/** Something of the list cannot be read: a reference into it may be right all the same. */
export const isDamaged = (elements: readonly unknown[]): boolean => elements.includes(null);
