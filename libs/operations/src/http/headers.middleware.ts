import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** The page brings everything it needs itself; nothing may frame it, nothing inline runs. */
const secure = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
});

/** Security headers for all; nothing is cached unless it says so itself. */
export function guardHeaders(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  secure(request, response, next);
}

/** An alarm's ETag does not move with its values, so "not modified" would hide them: the API always answers in full. CAP feeds have ETags of their bytes. */
export function answerInFull(request: Request, _: Response, next: NextFunction): void {
  if (!request.originalUrl.startsWith('/cap/')) delete request.headers['if-none-match'];
  next();
}
