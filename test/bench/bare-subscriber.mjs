// The yard-stick: one MQTT.js connection, QoS 1, that only counts. Arguments: URL, topic filter, messages.
import { connectAsync } from 'mqtt';

const [url, filter, total] = process.argv.slice(2);
const client = await connectAsync(url, { protocolVersion: 5, clean: true });
let seen = 0;
let first = 0;
client.on('message', () => {
  seen += 1;
  if (seen === 1) first = Date.now();
  if (seen < Number(total)) return;
  process.stdout.write(`${JSON.stringify({ first, last: Date.now() })}\n`);
  client.end(true, () => process.exit(0));
});
await client.subscribeAsync(filter, { qos: 1 });
process.stdout.write('subscribed\n');
