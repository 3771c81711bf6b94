import type { Settings } from './settings.js';

/** A mail server and the address that our mail comes from. */
export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** Encrypted after the greeting, which is then demanded; from the first byte; never. */
  readonly tls: Settings['SMTP_TLS'];
  readonly auth: { readonly user: string; readonly password: string } | null;
  readonly from: string;
}

const LOOPBACK = /^(127(\.\d+){3}|localhost)$/;

/** Settings that are of use together only. */
const PAIRS = [
  ['SMTP_HOST', 'MAIL_FROM'],
  ['SMTP_USER', 'SMTP_PASSWORD'],
] as const;

/** A mail server is set whole or not at all. @param names of all variables that are set */
export function missingOfMail(names: readonly string[]): string[] {
  const problems = PAIRS.flatMap(([one, other]) => {
    const [missing] = [one, other].filter((name) => !names.includes(name));
    return missing === undefined || (!names.includes(one) && !names.includes(other))
      ? []
      : [`${missing}: 設定がありません。${one} と ${other} は、両方とも書くか、どちらも書かないでください。`];
  });
  const isLost = names.some((name) => name.startsWith('SMTP_')) && !names.includes('SMTP_HOST') && !names.includes('MAIL_FROM');
  return isLost ? [...problems, 'SMTP_HOST: 設定がありません。メールを送るときは、サーバーの名前を書いてください。'] : problems;
}

/** A password that would go through the network as it is. */
export function openPasswords({ SMTP_TLS: tls, SMTP_USER: user, SMTP_HOST: host }: Settings): string[] {
  const isOpen = tls === 'none' && user !== undefined && host !== undefined && !LOOPBACK.test(host);
  return isOpen
    ? ['SMTP_TLS: none では、パスワードが暗号にならずに流れます。starttls か tls にするか、SMTP_USER と SMTP_PASSWORD をなくしてください。']
    : [];
}

/** The mail server; null where none is set. Half of one has been refused before, see missingOfMail. */
export function mailOf(settings: Settings): MailConfig | null {
  const { SMTP_HOST: host, SMTP_PORT: port, SMTP_TLS: tls, MAIL_FROM: from, SMTP_USER: user, SMTP_PASSWORD: password } = settings;
  if (host === undefined || from === undefined) {
    return null;
  }
  return { host, port, tls, from, auth: user === undefined || password === undefined ? null : { user, password } };
}
