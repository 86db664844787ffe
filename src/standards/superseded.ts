import type { Standard } from './model.ts';

/** A standard is replaced by a newer one when its own row of the version table says so, or its title. */
export function isSuperseded(standard: Pick<Standard, 'code' | 'documentTitle' | 'versions'>): boolean {
  if (/^[\s《〈<]*歷史資料/.test(standard.documentTitle ?? '')) return true;
  const code = standard.code?.toLowerCase();
  return standard.versions.some(
    version => version.code.toLowerCase() === code && version.status.includes('歷史'),
  );
}
