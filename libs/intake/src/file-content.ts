import type { FileKind } from '@bunan/contracts';
import { readZip } from './zip.js';
