/** Who may import whom. Each rule is one sentence of docs/map.md. */
const STAGES = 'ingestion|evaluation|alerting|notification|drills|operations';
const TECHNOLOGIES = 'mqtt|redis|queue|history|records|channels|webhooks';

const only = (pkg, ...rooms) => ({
  name: `${pkg.replace(/\|.*/, '')}-in-one-room`,
  comment: `${pkg} is spoken only in ${rooms.join(', ')}`,
  severity: 'error',
  from: { path: '^(apps|libs)/', pathNot: rooms.map((room) => `^${room}/`) },
  to: { path: `^node_modules/(${pkg})/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'the domain knows no framework, no broker, no clock and no disk',
      severity: 'error',
      from: { path: '^libs/domain/src', pathNot: '\\.(spec|fixture)\\.ts$' },
      to: { pathNot: ['^libs/domain/src', '^node_modules/zod/'] },
    },
    {
      name: 'formats-know-only-the-domain',
      severity: 'error',
      from: { path: '^libs/formats/src', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/(formats|domain)/src', '^node_modules/zod/'] },
    },
    {
      name: 'cap-is-pure',
      comment: 'CAP messages are made, read and judged without a framework, a clock or a connection',
      severity: 'error',
      from: { path: '^libs/cap/src', pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: [
          '^libs/(cap|domain)/src',
          '^node_modules/(zod|xml-crypto|xmllint-wasm|@xmldom)/',
          '^(node:)?(crypto|fs|module|path)$',
        ],
      },
    },
    {
      name: 'only-the-demo-and-tests-import-providers',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$', '^libs/(providers|testing)/', '^apps/simulator/'] },
      to: { path: '^libs/providers/' },
    },
    { name: 'libs-never-import-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'apps-never-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'rooms-are-entered-by-the-front-door',
      comment: 'import @cofferdam/<room>, never a file inside it',
      severity: 'error',
      from: { path: '^(apps|libs)/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts)', pathNot: '^libs/$2/' },
    },
    {
      name: 'stages-never-import-each-other',
      severity: 'error',
      from: { path: `^libs/(${STAGES})/` },
      to: { path: `^libs/(${STAGES})/`, pathNot: '^libs/$1/' },
    },
    {
      name: 'technologies-never-import-stages',
      severity: 'error',
      from: { path: `^libs/(${TECHNOLOGIES}|config|process|formats|cap|domain)/` },
      to: { path: `^libs/(${STAGES})/` },
    },
    {
      name: 'only-tests-import-testing',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$', '^libs/testing/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'the-console-knows-only-types-of-the-domain',
      severity: 'error',
      from: { path: '^apps/console/' },
      to: { path: '^libs/(?!domain/)' },
    },
    only('mqtt|mqtt-packet', 'libs/mqtt'),
    only('ioredis', 'libs/redis', 'libs/queue'),
    only('bullmq', 'libs/queue'),
    only('influx', 'libs/history'),
    only('pg|kysely', 'libs/records'),
    only('yaml', 'libs/config'),
    only('prom-client', 'libs/process'),
    only('nodemailer|web-push', 'libs/channels'),
    only('smtp-server', 'libs/providers'),
    only('xml-crypto|xmllint-wasm|@xmldom', 'libs/cap'),
    only('standardwebhooks|ipaddr.js', 'libs/webhooks'),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    preserveSymlinks: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
