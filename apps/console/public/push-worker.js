/** Shows pushed messages, also where no page of the console is open. Its scope is the whole site; it answers no request. */

/** What a push says; one that cannot be read is shown without words, since a browser takes the permission from silent ones. */
function read(data) {
  try {
    const { title, body, link, severity, key } = data.json();
    if (typeof title === 'string') return { title, body, link, severity, key };
  } catch {
    // shown as below
  }
  return { title: 'Cofferdam 围堰', body: '', link: null, severity: 'blue', key: 'unread' };
}

/** A page of this site, whatever the link's host: the console may be known by several names. */
function address(link) {
  try {
    const { pathname, search, hash } = new URL(link);
    return pathname + search + hash;
  } catch {
    return '/';
  }
}

self.addEventListener('push', (event) => {
  const { title, body, link, severity, key } = read(event.data);
  const grave = severity === 'red' || severity === 'orange';
  // A repeat takes the place of the one before it, and is heard again.
  const shown = { body, tag: key, renotify: true, requireInteraction: grave, data: { address: address(link) } };
  event.waitUntil(self.registration.showNotification(title, shown));
});

async function open(address) {
  const url = new URL(address, self.location.origin);
  // a path of two slashes would be another host
  const page = url.origin === self.location.origin ? url.href : `${self.location.origin}/`;
  const [there] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (there === undefined) return void (await self.clients.openWindow(page));
  await there.focus();
  there.postMessage({ go: page });
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.address ?? '/'));
});
