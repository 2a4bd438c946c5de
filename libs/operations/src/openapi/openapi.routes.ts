import type { Route } from '../http/route';

export const openApiDocument = {
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document',
  access: 'operator',
  answer: 'application/json',
} as const satisfies Route;
