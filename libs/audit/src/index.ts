export { chainAudit, hasAuditBacklog, verifyAudit, type BrokenLink } from './chain.js';
export { recordAudit, type AuditEntry } from './record.js';
