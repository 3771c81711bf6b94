import { hashPassword, verifyPassword } from './password.js';

describe('passwords', () => {
  it('are known again, also when typed in another normal form', async () => {
    const hash = await hashPassword('がくえん-2024');
    expect(await verifyPassword('がくえん-2024', hash)).toBe(true);
    expect(await verifyPassword('がくえん-2024'.normalize('NFD'), hash)).toBe(true);
    expect(await verifyPassword('がくえん-2025', hash)).toBe(false);
  });

  it('have a salt of their own', async () => {
    expect(await hashPassword('a')).not.toBe(await hashPassword('a'));
  });

  it('never match what is no hash', async () => {
    expect(await verifyPassword('', '')).toBe(false);
    expect(await verifyPassword('a', 'a')).toBe(false);
  });
});
