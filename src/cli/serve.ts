import { Command } from 'commander';
import type { Settings } from '../platform/node/settings.ts';
import { Failure } from './failure.ts';
import { loadedIndexFor } from './indexes.ts';
import { type Io, write } from './io.ts';

interface Flags {
  readonly port?: string;
  readonly host?: string;
  readonly index?: string;
  readonly workers?: string;
  readonly watch?: true;
}

/**
 * `serve`: HTTP API and page, until Ctrl-C or SIGTERM; SIGHUP, or with `--watch` its change, takes up a changed index. Prints its address on stdout, its
 * log on stderr. What flags do not say, variables of the environment do.
 */
export function serveCommand(io: Io): Command {
  return new Command('serve')
    .description('serve the HTTP API and the web page')
    .option('--port <n>', 'the port; 0 takes any free one (default: 8787)')
    .option('--host <host>', 'the address to listen on; 0.0.0.0 for all (default: 127.0.0.1)')
    .option('--index <file>', 'the index to use (without it: the five standards that come with icap-match)')
    .option('--workers <n>', 'processes that answer; all for one per core (default: 1)')
    .option('--watch', 'take up the index file whenever it was replaced')
    .addHelpText('after', HELP)
    .action(async (flags: Flags) => {
      // Loaded here and not above, so that no other command waits for a server's modules.
      const { readSettings, SettingsError } = await import('../platform/node/settings.ts');
      let settings: Settings;
      try {
        settings = readSettings(io.env, { ...flags, watch: flags.watch ? 'on' : undefined });
      } catch (error) {
        throw error instanceof SettingsError ? new Failure(error.message, 2) : error;
      }
      if (settings.watch && settings.index === undefined) {
        throw new Failure('--watch needs an index file to watch; give --index FILE', 2);
      }
      const { createServerLog } = await import('../platform/node/logging.ts');
      const { startCluster, WorkerFailure, workerLink } = await import('../platform/node/cluster.ts');
      const openIndex = () => loadedIndexFor(settings.index, io);
      const watched = settings.watch ? await watchedFile(settings.index!) : undefined;
      const link = workerLink();
      const log = createServerLog(io.stderr, link?.worker);

      if (settings.workers > 1 && link === null) {
        await openIndex(); // says so once if it cannot be opened, and builds the seeds' index once if need be
        const cluster = await startCluster(settings.workers, log).catch(error => {
          throw error instanceof WorkerFailure
            ? new Failure('no worker could start, for the reason above', error.exitCode === 2 ? 2 : 1)
            : error;
        });
        await untilStopped(io, cluster, { watched });
        return;
      }

      try {
        const { createService } = await import('../platform/node/service.ts');
        const { startServer } = await import('../platform/node/server.ts');
        const service = createService({ index: await openIndex(), openIndex, settings, log, link });
        const server = await startServer(service, settings, log).catch(error => {
          throw listenFailure(error, settings.host, settings.port);
        });
        const { reload, warm } = service;
        const running = { ...server, reload, warm };
        await untilStopped(io, running, link === null ? { watched } : { announces: false }).finally(
          service.close,
        );
      } finally {
        link?.close(); // a worker that is still in touch would never end
      }
    });
}

interface Running {
  readonly url: string;
  reload(): void;
  /** Called once the address is told. */
  warm?(): void;
  stop(): Promise<void>;
}

interface WatchedFile {
  readonly path: string;
  /** As it was before it was opened. */
  readonly state: string;
}

/** One that is missing is told of by who opens it. */
async function watchedFile(path: string): Promise<WatchedFile> {
  const { stateOfFile } = await import('./watch.ts');
  return { path, state: await stateOfFile(path).catch(() => '') };
}

/** Of several processes only the one that started the others watches the index, and only it tells the address. */
async function untilStopped(
  io: Io,
  { url, reload, warm, stop }: Running,
  { watched, announces = true }: { watched?: WatchedFile | undefined; announces?: boolean },
): Promise<void> {
  const { untilAskedToStop } = await import('../platform/node/server.ts');
  const asked = untilAskedToStop(io.signal);
  process.on('SIGHUP', reload);
  const unwatch = new AbortController();
  let watching = Promise.resolve();
  if (watched !== undefined) {
    const { reloadOnChanges } = await import('./watch.ts');
    watching = reloadOnChanges(watched.path, watched.state, reload, unwatch.signal);
  }
  if (announces) await write(io.stdout, `${url}\n`);
  warm?.();
  await asked;
  process.off('SIGHUP', reload);
  unwatch.abort();
  await watching;
  await stop();
}

const HELP = `
Everything else (limits, keys, other sites, …) is set by variables ICAP_SERVE_…, which README lists.
kill -HUP takes up a changed index file without dropping a request, and --watch does so by itself; kill -TERM finishes what runs and ends.

Example:
  $ icap-match serve --port 8080 --index mine.icap --workers all 2> requests.log`;

/** What Node says of an address that cannot be listened on, in words; any other fault stays what it is. */
function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} of ${host} is in use; choose another with --port, or 0 for any free one`,
    EACCES: `port ${port} may not be used without permission; choose one above 1023 with --port`,
    EADDRNOTAVAIL: `${host} is no address of this machine; give another --host`,
    ENOTFOUND: `${host} is not known; give another --host`,
  };
  if (error.syscall === undefined) return error;
  return new Failure(reasons[error.code ?? ''] ?? `cannot listen on ${host}, port ${port} (${error.code})`);
}
