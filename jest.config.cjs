// Nest and nodemailer are published as ES modules; jest on Node 20 runs CommonJS, so they are compiled along with our code.
const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true, tsx: false },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'commonjs' },
};
const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  moduleNameMapper: { '^@cofferdam/([^/]+)$': '<rootDir>/libs/$1/src' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { '\\.[jt]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|nodemailer|smtp-server)/)'],
});
const folder = (name) => project(name, [`<rootDir>/test/${name}/**/*.spec.ts`]);

/** Long runs that print figures; `npm run bench` and `npm run faults` select them. */
const measurements = process.env.MEASURE ? [folder(process.env.MEASURE)] : null;

module.exports = {
  // Two lines of tests share two cores: what waits for a process or a browser may take a while.
  testTimeout: 20_000,
  projects: measurements ?? [
    project('unit', ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/**/*.spec.ts']),
    folder('architecture'),
    folder('integration'),
    folder('e2e'),
    folder('browser'),
  ],
  coverageProvider: 'v8', // istanbul would count the branches that swc writes for decorator metadata
  collectCoverageFrom: ['libs/**/*.ts', '!**/*.spec.ts', '!**/index.ts', '!**/*.module.ts'],
};
