import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Expected } from '../contract/requests.ts';

declare module 'vitest' {
  interface ProvidedContext {
    expected: readonly Expected[];
  }
}

/** Before workerd starts: by a Node of its own, for what transforms these files cannot run all that builds the page. */
export default function setup({ provide }: TestProject): void {
  const printed = execFileSync(process.execPath, [join(import.meta.dirname, 'prepare.ts')], {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  provide('expected', JSON.parse(printed) as readonly Expected[]);
}
