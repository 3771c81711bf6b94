export { chainAudit, hasAuditBacklog, verifyAudit, type BrokenLink } from './chain.js';
export { auditInsert, recordAudit, type AuditEntry } from './record.js';
