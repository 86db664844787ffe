import type { Artifact } from '../../artifact/read.ts';
import type { PagePart } from '../../http/parts.ts';
import type { Matcher } from '../../matching/matcher.ts';
import type { PageAssets } from '../../page/assets.ts';
import { createPages } from '../../page/site.ts';

/**
 * The page as the Worker renders it, for each request: a millisecond or two. Its files are static assets, which the platform
 * serves before anybody asks the app for them.
 */
export function workerPage(artifact: Artifact, fold: Matcher['fold'], assets: PageAssets): PagePart {
  const render = createPages(artifact, fold);
  return {
    async page(address) {
      const { status, html } = render(address, assets);
      const body = new TextEncoder().encode(html);
      return {
        status,
        file: {
          contentType: 'text/html; charset=utf-8',
          cache: 'revalidate',
          tag: await tagOf(body),
          encodings: [], // the platform compresses on the way out
          bytes: async () => body,
        },
      };
    },
    file: async () => null,
  };
}

async function tagOf(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return Array.from(digest.subarray(0, 8), byte => byte.toString(16).padStart(2, '0')).join('');
}
