/** Sources are compiled to CommonJS for tests: some add-ons of Nest cannot be loaded from native modules in Jest. */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        keepClassNames: true,
      },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
};

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/\\.data'],
  moduleNameMapper: { '^@bunan/(.*)$': '<rootDir>/libs/$1/src/index.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform,
  ...more,
});

export default {
  testTimeout: 120_000,
  // Each file of these starts processes of its own; two at a time is what two cores can do.
  maxWorkers: 2,
  projects: [
    project('unit', ['libs/**/*.spec.ts', 'apps/{api,worker,rehearsal,local,web}/src/**/*.spec.ts', 'scripts/**/*.spec.ts']),
    project('golden', ['tests/golden/**/*.spec.ts']),
    project('e2e', ['tests/e2e/**/*.spec.ts']),
    project('faults', ['tests/faults/**/*.spec.ts']),
    project('browser', ['tests/browser/**/*.spec.ts']),
  ],
};
