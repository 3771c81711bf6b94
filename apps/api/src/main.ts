import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadConfigOrExit } from '@bunan/config';
import { createApp } from './create-app.js';

const config = loadConfigOrExit();
const webRoot = fileURLToPath(new URL('../../../web', import.meta.url));
const app = await createApp(config, existsSync(webRoot) ? webRoot : undefined);
await app.listen(config.http.port, config.http.host);
