import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { mayAcknowledge, type User } from '@cofferdam/domain';
import { Identity } from '../session/identity';
import type { OperatorRequest } from './operator-request';
import { Problem } from './problem';
import { type Access, routeOf } from './route';

const runsTheService = ({ role }: User): boolean => role === 'admin' || role === 'engineer';

const MAY: Record<Exclude<Access, 'anybody'>, (user: User) => boolean> = {
  operator: () => true,
  reader: () => true,
  desk: mayAcknowledge,
  keeper: runsTheService,
  engineer: runsTheService,
  director: (user) => user.role === 'director' || runsTheService(user),
  admin: ({ role }) => role === 'admin',
};

/** Nobody passes but who the route lets pass; a method without a route is for those who are signed in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly identity: Identity) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = routeOf(context.getHandler())?.access ?? 'operator';
    if (access === 'anybody') return true;
    const request = context.switchToHttp().getRequest<OperatorRequest>();
    const caller = await this.identity.of(request, { basicToo: access === 'keeper' || access === 'reader' });
    if (caller.by === 'cookie' && request.method !== 'GET' && request.headers['x-requested-with'] !== 'cofferdam') {
      throw new Problem('cross-site');
    }
    if (!MAY[access](caller.user)) throw new Problem('forbidden', `${caller.user.role} may not do that`);
    request.caller = caller;
    return true;
  }
}
