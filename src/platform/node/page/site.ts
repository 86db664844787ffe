import type { PageAnswer } from '../../../http/files.ts';
import type { PagePart } from '../../../http/parts.ts';
import type { Matcher } from '../../../matching/matcher.ts';
import type { SitePage } from '../../../page/site.ts';
import { cachePlaces, type LoadedIndex } from '../indexes.ts';
import type { ServerLog } from '../logging.ts';
import { buildPage } from './build.ts';
import { loadPages } from './jsx.ts';
import { type InTurn, locationOf, packedPath, packIndex } from './packed.ts';
import { createPacking, type Packing } from './packing.ts';
import { servedFile } from './served.ts';

/** The web page as one process serves it, over one index after the other. */
export interface Site {
  over(index: LoadedIndex, fold: Matcher['fold']): SitePart;
  /** Ends what still goes on. */
  close(): void;
}

export interface SitePart extends PagePart {
  /** Makes what somebody will ask for, before he does. What fails is logged, and tried again when it is asked for. */
  warm(): Promise<void>;
}

export interface SiteParts {
  readonly log: ServerLog;
  /** Where packed indexes are kept. */
  readonly places?: readonly string[];
  /** For processes that serve the same. */
  readonly inTurn?: InTurn;
}

/** The packed index that is served, and the one before it, for browsers that were told of that one just now. */
const MOST_PACKED = 2;
/** Rendered pages that are kept, with their compressed forms. */
const MOST_PAGES = 64;

/** Everything is made when it is first asked for, once, and without holding up whoever asks for something else. */
export function createSite({ log, places = cachePlaces(), inTurn = work => work() }: SiteParts): Site {
  const made = once(async () => {
    const { createPages } = await loadPages(); // before the build, which ends esbuild's process
    const { files, assets } = await buildPage();
    return { createPages, assets, files: new Map(files.map(file => [file.path, servedFile(file)])) };
  });
  const closing = new AbortController();
  /** Latest first. */
  let packings: readonly Packing[] = [];

  const pack = (index: LoadedIndex): Packing => {
    const { digest } = index.artifact;
    const known = packings.find(one => one.digest === digest);
    if (known !== undefined) return known;
    const packing = createPacking(
      digest,
      () => packIndex({ index, places, inTurn, signal: closing.signal }),
      log,
    );
    packings = [packing, ...packings].slice(0, MOST_PACKED);
    return packing;
  };

  return {
    close: () => closing.abort(),
    over(index, fold) {
      const { digest } = index.artifact;
      const pages = once(async () => {
        const { createPages, assets } = await made();
        return { render: createPages(index.artifact, fold), assets };
      });
      const rendered = new Map<string, PageAnswer>();
      let location = locationOf(digest, null);
      return {
        async page(address) {
          const { render, assets } = await pages();
          const now = locationOf(digest, pack(index).current);
          if (now.sent !== location.sent) rendered.clear(); // it stands in every page
          location = now;
          const { pathname, search } = address;
          const answer =
            rendered.get(pathname + search) ?? answerOf(render(address, { ...assets, index: now }));
          if (answer.status === 200 && search === '') remember(rendered, pathname, answer);
          return answer;
        },
        async file(path) {
          if (path === packedPath(digest)) return pack(index).file();
          const before = packings.find(one => packedPath(one.digest) === path);
          if (before !== undefined) return before.file();
          return (await made()).files.get(path) ?? null;
        },
        async warm() {
          await Promise.allSettled([
            pages().catch((error: Error) => log.event('page not made', { reason: error.message })),
            pack(index).file(),
          ]);
        },
      };
    },
  };
}

function answerOf({ status, html }: SitePage): PageAnswer {
  const body = new TextEncoder().encode(html);
  const contentType = 'text/html; charset=utf-8';
  return { status, file: servedFile({ contentType, body, cache: 'revalidate' }, 'quick') };
}

/** The one that was asked for least lately goes. */
function remember(pages: Map<string, PageAnswer>, path: string, answer: PageAnswer): void {
  pages.delete(path);
  pages.set(path, answer);
  if (pages.size > MOST_PAGES) pages.delete(pages.keys().next().value!);
}

/** Asks once, and again only after it failed. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch(error => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
