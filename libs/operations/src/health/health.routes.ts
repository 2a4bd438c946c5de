import { z } from 'zod';
import type { Route } from '../http/route';

export const live = {
  method: 'GET',
  path: '/health/live',
  summary: 'The process runs',
  access: 'anybody',
  answer: z.object({ live: z.literal(true) }),
} as const satisfies Route;

export const ready = {
  method: 'GET',
  path: '/health/ready',
  summary: 'The process can do its work; 503 while it cannot',
  access: 'anybody',
  answer: z.object({ ready: z.boolean(), checks: z.record(z.string(), z.enum(['ok', 'failing'])) }),
  problems: [503],
} as const satisfies Route;

export const metrics = {
  method: 'GET',
  path: '/metrics',
  summary: 'Metrics in Prometheus’ text format; bearer or Basic of an administrator or engineer',
  access: 'keeper',
  answer: 'text/plain',
} as const satisfies Route;
