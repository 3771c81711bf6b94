function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: run the tests with npm run e2e, faults or browser`);
  }
  return value;
}

/** What scripts/with-test-database.mjs tells the tests. */
export function testServer() {
  return { url: required('TEST_DATABASE_URL'), template: required('TEST_DATABASE_TEMPLATE'), appPassword: required('TEST_APP_PASSWORD') };
}
