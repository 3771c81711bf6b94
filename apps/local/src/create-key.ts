import { createKeyFile } from '@bunan/vault';

/** `npm run create-key -- FILE`: a new key file for the vault, readable by its owner only. Never overwrites one. */
const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('使い方: npm run create-key -- 鍵のファイルの場所\n');
  process.exit(1);
}
try {
  createKeyFile(file);
  process.stdout.write(`鍵を ${file} に作りました。写しを金庫など別の場所に保管してください。失うと文書は二度と読めません。\n`);
} catch (error) {
  const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(isThere ? `${file} はもうあります。上書きはしません。\n` : `鍵を作れませんでした。${reason}\n`);
  process.exit(1);
}
