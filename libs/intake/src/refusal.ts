import { DomainError, intakeRefusals, type IntakeRefusal } from '@bunan/contracts';

/** Refuses a file for a reason that a person can act on. */
export function unreadable(reason: IntakeRefusal, message: string, cause?: unknown): DomainError {
  const errors = [{ path: 'file', code: reason, message: intakeRefusals[reason] }];
  return new DomainError('document.unreadable', message, { reason }, { errors, cause });
}
