import { promises as dns } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

export type Addresses = readonly string[];
/** All addresses of a host name. @throws where it has none */
export type Resolve = (host: string) => Promise<Addresses>;

/** An address that is not to be reached was about to be. */
export class ForbiddenAddress extends Error {}

const DNS_PATIENCE_MS = 3_000;

/** All that has been given out as global unicast (RFC 4291 2.4): `::7f00:1` and its like are not in it. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Why an address must not be reached from here: the kind of network that it belongs to; null for a public one. IPv4
 * inside IPv6 is judged as IPv4; translated networks (NAT64, 6to4, Teredo) lead who knows where and are no public ones.
 */
export function forbidden(address: string): string | null {
  if (!ipaddr.isValid(address)) return 'not an address';
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range !== 'unicast') return range;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6) ? null : 'not global';
}

/**
 * Asks the name servers without the thread pool, where slow answers would hold up whoever else waits there; names of
 * /etc/hosts only where private addresses are allowed.
 */
export const resolveHost =
  (allowPrivate: boolean): Resolve =>
  async (host) => {
    if (allowPrivate) return (await dns.lookup(host, { all: true })).map(({ address }) => address);
    const resolver = new dns.Resolver({ timeout: DNS_PATIENCE_MS, tries: 2 });
    const asked = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = asked.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length === 0) throw new Error(`${host} has no address`);
    return found;
  };

/** @throws ForbiddenAddress */
function check(address: string, allowPrivate: boolean): void {
  const why = allowPrivate ? null : forbidden(address);
  if (why !== null) throw new ForbiddenAddress(`${address} is no public address (${why})`);
}

/** An address that a URL names itself is connected to without a look-up. @throws ForbiddenAddress */
export function checkLiteral(host: string, allowPrivate: boolean): string | null {
  const literal = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal) === 0) return null;
  check(literal, allowPrivate);
  return literal;
}

/** Of a name, all of them checked. @throws ForbiddenAddress where one must not be reached; what `resolve` throws */
export async function checkedAddresses(host: string, allowPrivate: boolean, resolve: Resolve): Promise<Addresses> {
  const addresses = await resolve(host);
  for (const address of addresses) check(address, allowPrivate);
  return addresses;
}

/** For sockets: what is connected to is what was checked, whatever the name server says a moment later. */
export const lookupOf =
  (allowPrivate: boolean, resolve: Resolve): LookupFunction =>
  (host, { all }, callback) => {
    checkedAddresses(host, allowPrivate, resolve).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = found;
        if (first === undefined) return callback(new Error(`${host} has no address`), '', 4);
        if (all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, '', 4),
    );
  };
