import type { Finding } from '@bunan/contracts';

/** Builds a finding whose id is stable as long as its place and words are. */
export function findingAt(finding: Omit<Finding, 'id' | 'fieldId' | 'fix'> & Partial<Pick<Finding, 'fieldId' | 'fix'>>): Finding {
  const place = finding.range === null ? '' : `${String(finding.range.start)}-${finding.excerpt}`;
  return { fieldId: null, fix: null, ...finding, id: `${finding.rule} ${finding.sectionId} ${place}` };
}
