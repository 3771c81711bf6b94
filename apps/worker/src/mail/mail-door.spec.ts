import { MailServer, type MailServerOptions } from '../../../../tests/support/mail-server.js';
import { MailDoor, type Letter } from './mail-door.js';

const letter: Letter = {
  id: 'b0a1',
  to: 'head@city.example.jp',
  subject: '【文案工房】総務課の配分の80％を使いました',
  text: '残り 1,000トークン\n',
};

describe('MailDoor', () => {
  let server: MailServer;

  const open = async (options: MailServerOptions, changes: object = {}) => {
    server = await MailServer.start(options);
    const config = { host: '127.0.0.1', port: server.port, tls: 'none', auth: null, from: 'bunan@city.example.jp' } as const;
    return new MailDoor({ ...config, ...changes });
  };
  afterEach(async () => {
    await server.stop();
  });

  it('sends a letter with its own id, as a machine', async () => {
    expect(await (await open({})).send(letter)).toEqual({ kind: 'sent' });
    const [mail] = server.mails;
    expect(mail).toMatchObject({ id: '<b0a1@city.example.jp>', to: [letter.to], subject: letter.subject, text: letter.text });
    expect(mail?.raw).toContain('Auto-Submitted: auto-generated');
  });

  it('signs in where an account is set', async () => {
    const account = { user: 'bunan', password: 'hunter2' };
    expect(await (await open({ account }, { auth: account })).send(letter)).toEqual({ kind: 'sent' });
  });

  it('tells a wrong password from an address that is refused, and names neither', async () => {
    const door = await open({ account: { user: 'bunan', password: 'hunter2' } }, { auth: { user: 'bunan', password: 'hunter3' } });
    expect(await door.send(letter)).toEqual({ kind: 'failed', code: 'EAUTH 535' });
    await server.stop();
    const other = await open({});
    server.unknown.add(letter.to);
    expect(await other.send(letter)).toEqual({ kind: 'refused', code: 'EENVELOPE 550' });
  });

  it('sends nothing in the clear unless that is set', async () => {
    expect(await (await open({}, { tls: 'starttls' })).send(letter)).toMatchObject({ kind: 'failed' });
    expect(server.mails).toEqual([]);
  });

  it('sends nothing to a server whose certificate nobody vouches for', async () => {
    // The server warns of the certificate that comes with it.
    jest.spyOn(console, 'error').mockImplementationOnce(() => undefined);
    expect(await (await open({ tls: 'starttls' }, { tls: 'starttls' })).send(letter)).toMatchObject({ kind: 'failed' });
    expect(server.mails).toEqual([]);
  });

  it('tells a server that is away', async () => {
    const door = await open({});
    await server.stop();
    expect(await door.send(letter)).toEqual({ kind: 'failed', code: 'ESOCKET' });
  });

  it('takes an address as one address, however it is written', async () => {
    const door = await open({});
    await door.send({ ...letter, to: 'a@city.example.jp,b@city.example.jp' });
    expect(server.mails.flatMap(({ to }) => to)).not.toContain('b@city.example.jp');
  });
});
