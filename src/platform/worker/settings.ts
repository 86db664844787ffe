import { type AppSettings, readVariables, SHARED } from '../variables.ts';
import type { WorkerEnv } from './bindings.ts';

/**
 * The variables that the Node server knows too, under the same names: those that do not concern a process, a socket or a
 * queue, all of which are the platform's here. Throws SettingsError.
 */
export function readWorkerSettings(env: WorkerEnv): AppSettings {
  const variables = Object.entries(env).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return readVariables(SHARED, Object.fromEntries(variables));
}
