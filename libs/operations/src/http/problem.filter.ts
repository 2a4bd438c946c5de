import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Problem, type ProblemBody } from './problem';

/** Every error leaves as problem+json, without a word about our inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const request = host.switchToHttp().getRequest<Request>();
    const problem = this.problemOf(error, request);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    for (const [name, text] of Object.entries(problem.headers)) response.setHeader(name, text);
    sendProblem(response, problem.status, problem.body);
  }

  private problemOf(error: unknown, request: Request): Problem {
    if (error instanceof Problem) return error;
    const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
    if (status === 404) return new Problem('not-found', `${request.method} ${request.path}`);
    if (status >= 400 && status < 500) return new Problem('bad-request');
    this.logger.error(`${request.method} ${request.path}`, error instanceof Error ? error.stack : String(error));
    return new Problem('internal');
  }
}

/** Express marks what it cannot parse (a broken percent escape) with a status of its own. */
function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : 500;
}

function sendProblem(response: Response, status: number, body: ProblemBody): void {
  response.status(status).setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(body));
}
