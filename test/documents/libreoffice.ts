import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SOFFICE = '/usr/bin/soffice';

/** Why no ODT and DOCX can be made here; undefined where they can. */
export const withoutLibreOffice: string | undefined = existsSync(SOFFICE)
  ? undefined
  : `no ${SOFFICE} on this machine (Debian: apt-get install libreoffice-writer-nogui)`;

export interface OfficeFiles {
  readonly odt: readonly Uint8Array[];
  readonly docx: readonly Uint8Array[];
}

/** One LibreOffice grows with every document that it opens. */
const AT_A_TIME = 80;

/** ODT and DOCX of many pages of HTML: few LibreOffices for all, each in a folder and with a profile of its own. */
export async function convert(pages: readonly string[]): Promise<OfficeFiles> {
  const odt: Uint8Array[] = [];
  const docx: Uint8Array[] = [];
  for (let at = 0; at < pages.length; at += AT_A_TIME) {
    const files = await convertSome(pages.slice(at, at + AT_A_TIME));
    odt.push(...files.odt);
    docx.push(...files.docx);
  }
  return { odt, docx };
}

async function convertSome(pages: readonly string[]): Promise<OfficeFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'icap-match-office-'));
  try {
    const names = pages.map((_, at) => String(at));
    await mkdir(join(folder, 'html'));
    await Promise.all(pages.map((page, at) => writeFile(join(folder, 'html', `${at}.html`), page)));
    const run = async (from: string, to: string, more: readonly string[]) => {
      const files = names.map(name => join(folder, from, `${name}.${from}`));
      const options = [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless'];
      const target = ['--convert-to', ...more, '--outdir', join(folder, to)];
      await promisify(execFile)(SOFFICE, [...options, ...target, ...files], { timeout: 900_000 });
      return await Promise.all(names.map(name => readFile(join(folder, to, `${name}.${to}`))));
    };
    const odt = await run('html', 'odt', ['odt', '--infilter=HTML (StarWriter)']);
    return { odt, docx: await run('odt', 'docx', ['docx:MS Word 2007 XML']) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
