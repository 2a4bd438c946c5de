import { connect } from 'node:net';
import { createInterface } from 'node:readline';

export interface Order {
  do: 'kill' | 'stop' | 'start' | 'pause' | 'resume' | 'password' | 'database' | 'influx';
  service?: string;
  user?: string;
  password?: string;
  name?: string;
}

interface Answer {
  id: number;
  ok: boolean;
  error?: string;
  result?: unknown;
}

/** Where orders go, and how the connection is given up. */
export interface Orders {
  give(order: Order): Promise<unknown>;
  close(): void;
}

/** Gives orders to throw-away services through the socket of `scripts/services.mjs temporary`. */
export function ordersThrough(path: string): Promise<Orders> {
  const socket = connect(path);
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  createInterface({ input: socket }).on('line', (line) => {
    const { id, ok, result, error } = JSON.parse(line) as Answer;
    const order = waiting.get(id);
    waiting.delete(id);
    if (ok) order?.resolve(result);
    else order?.reject(new Error(error));
  });
  socket.on('error', failAll);
  socket.on('close', () => failAll(new Error('the temporary services are gone')));
  const give = (order: Order) =>
    new Promise<unknown>((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      socket.write(`${JSON.stringify({ id: last, ...order })}\n`);
    });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => resolve({ give, close: () => socket.destroy() }));
  });
}
