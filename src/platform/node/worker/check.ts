import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BUILD, PACKAGE_ROOT } from '../paths.ts';
import { MOST_BYTES } from './assets.ts';
import { OFFLINE } from './offline.ts';

/**
 * `node src/platform/node/worker/check.ts`: what a deployment would send, without sending it: sizes of the script and of the
 * assets, and status 1 when one is above its bound. Asks nobody on the network.
 */
const MOST_SCRIPT = 300 * 1024;
/** So many files of one folder are told as one. */
const MANY = 50;
const bundle = `${BUILD}/worker/bundle`;

interface Asset {
  readonly name: string;
  readonly bytes: number;
}

for (const environment of ['', 'staging']) {
  const { status } = spawnSync(
    join(PACKAGE_ROOT, 'node_modules/.bin/wrangler'),
    ['deploy', '--dry-run', '--outdir', bundle, `--env=${environment}`],
    { cwd: PACKAGE_ROOT, env: { ...process.env, ...OFFLINE }, stdio: 'inherit' },
  );
  if (status !== 0) process.exit(1);
}

const script = readFileSync(join(bundle, 'index.js'));
const assets = filesIn(`${BUILD}/worker/assets`);
const rows = [
  { name: 'script, gzip', bytes: gzipSync(script, { level: 9 }).length, most: MOST_SCRIPT },
  { name: 'script', bytes: script.length, most: undefined },
  ...shownOf(assets).map(asset => ({ ...asset, most: MOST_BYTES })),
];
console.log();
for (const { name, bytes, most } of rows) {
  const bound = most === undefined ? '' : `  of ${kilobytes(most)}${bytes > most ? '  TOO LARGE' : ''}`;
  console.log(`${kilobytes(bytes).padStart(12)}${bound.padEnd(28)}  ${name}`);
}
const node = /from ?"node:[^"]*"/.exec(script.toString());
if (node !== null) console.log(`the script imports ${node[0]}, and the Worker has no nodejs_compat`);
if (node !== null || rows.some(({ bytes, most }) => most !== undefined && bytes > most)) process.exitCode = 1;

/** Of a folder with very many small files only the largest is told: the character maps of PDF are some 170. */
function shownOf(files: readonly Asset[]): readonly Asset[] {
  return [...Map.groupBy(files, ({ name }) => dirname(name))].flatMap(([folder, all]) => {
    if (all.length < MANY) return all;
    const { bytes } = all.reduce((one, other) => (other.bytes > one.bytes ? other : one));
    return [{ name: `${folder}/ (the largest of ${all.length} files)`, bytes }];
  });
}

function filesIn(folder: string): Asset[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({ name: path.slice(folder.length), bytes: readFileSync(path).length }));
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
