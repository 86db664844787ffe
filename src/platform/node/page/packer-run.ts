import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PackedForms, PackerMessage } from './packer.ts';

/** This index cannot be packed, however often one tries. */
export class Unpackable extends Error {
  override readonly name = 'Unpackable';
}

/** A packer at work. Both reject with Unpackable, or when it ends before it has told. */
export interface PackerRun {
  readonly quick: Promise<PackedForms>;
  readonly best: Promise<PackedForms>;
}

/** Starts a process that packs these bytes; `signal` ends it. */
export function runPacker(bytes: Uint8Array, signal: AbortSignal): PackerRun {
  const quick = Promise.withResolvers<PackedForms>();
  const best = Promise.withResolvers<PackedForms>();
  for (const { promise } of [quick, best]) promise.catch(() => {}); // perhaps nobody waits for this one
  const fail = (error: Error): void => {
    quick.reject(error);
    best.reject(error);
  };
  const child = fork(PACKER, {
    signal,
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (message: PackerMessage) => {
    if (message.kind === 'refused') fail(new Unpackable(message.reason));
    else (message.forms.best ? best : quick).resolve(message.forms);
  });
  child.once('error', fail);
  child.once('disconnect', () => fail(new Error('the process that packs the index ended too early')));
  child.send(bytes, () => {}); // should it fail, the process has ended, and that is told
  return { quick: quick.promise, best: best.promise };
}

/** TypeScript in the checkout, JavaScript in the package. */
const PACKER = fileURLToPath(
  new URL(`./packer${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);
