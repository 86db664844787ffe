import { Command, Option } from 'commander';
import { Failure } from './failure.ts';
import { indexFor } from './indexes.ts';
import { type Io, write } from './io.ts';
import { indexOption, wholeNumber } from './options.ts';

interface Options {
  readonly port: number;
  readonly host: string;
  readonly index?: string;
}

/** `serve`: HTTP API and page, until Ctrl-C or SIGTERM. Prints its address on stdout, its log on stderr. */
export function serveCommand(io: Io): Command {
  return new Command('serve')
    .description('serve the HTTP API and the web page')
    .addOption(
      new Option('--port <n>', 'the port; 0 takes any free one')
        .default(8787)
        .argParser(wholeNumber(0, 65_535)),
    )
    .option('--host <host>', 'the address to listen on; 0.0.0.0 for all', '127.0.0.1')
    .addOption(indexOption())
    .addHelpText('after', '\nExample:\n  $ icap-match serve --port 8080 --index mine.icap 2> requests.log')
    .action(async ({ index, host, port }: Options) => {
      const artifact = await indexFor(index, io);
      // Loaded here and not above, so that no other command waits for a server's modules.
      const { startServer, untilAskedToStop } = await import('../platform/node/server.ts');
      const { createServerLog } = await import('../platform/node/logging.ts');
      const server = await startServer(artifact, { host, port, log: createServerLog(io.stderr) }).catch(
        error => {
          throw listenFailure(error, host, port);
        },
      );
      const asked = untilAskedToStop(io.signal);
      await write(io.stdout, `${server.url}\n`);
      await asked;
      await server.stop();
    });
}

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
