import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ZoneLexica } from '../analysis/zones/parts.ts';

type DenialKind = ZoneLexica['denials'][number][0];

/** What matching depends on beside the standards, as read from `corpora/` (origins: corpora/SOURCES.md). As written, not folded. */
export interface Lexica {
  readonly stopWords: readonly string[];
  readonly domainWords: readonly string[];
  /** Term → share of the background ads that hold it, 0 to 1. */
  readonly background: ReadonlyMap<string, number>;
  /** Name of an occupation, with a published standard or without → what the market calls it. */
  readonly titles: ReadonlyMap<string, OccupationTitles>;
  /** Groups of titles and of words that mean the same. */
  readonly equivalences: readonly Equivalence[];
  /** What tells the parts of a pasted text apart. */
  readonly zones: ZoneLexica;
  /** Term → its nearest terms, nearest first, with their cosine. Folded already. */
  readonly neighbours: ReadonlyMap<string, readonly (readonly [term: string, cosine: number])[]>;
}

export interface Equivalence {
  /** What the group is of: names of jobs, words for things, Mainland wording or English and abbreviations for either. */
  readonly kind: 'title' | 'term' | 'mainland' | 'english';
  /** 0 to 1 */
  readonly strength: number;
  /** In a directed group the first term stands for each of the others, and not the reverse. */
  readonly directed: boolean;
  readonly terms: readonly string[];
}

export interface OccupationTitles {
  readonly same: readonly string[];
  readonly near: readonly string[];
  readonly words: readonly string[];
}

export function readLexica(corpora: string): Lexica {
  return {
    stopWords: rows(join(corpora, 'lexica/stop-words.tsv')).map(([term]) => term!),
    domainWords: rows(join(corpora, 'lexica/domain-words.tsv')).map(([term]) => term!),
    background: readBackground(join(corpora, 'background/document-frequency.tsv.gz')),
    titles: new Map(
      ['lexica/occupation-titles.tsv', 'lexica/other-occupations.tsv'].flatMap(name =>
        rows(join(corpora, name)).map(readTitles),
      ),
    ),
    equivalences: rows(join(corpora, 'lexica/equivalences.tsv')).map(readEquivalence),
    zones: {
      headings: rows(join(corpora, 'lexica/section-headings.tsv')).map(([section, text]) => [
        section!,
        text!,
      ]),
      cues: rows(join(corpora, 'lexica/section-cues.tsv')).map(([section, weight, cue]) => [
        section!,
        Number(weight),
        cue!,
      ]),
      denials: rows(join(corpora, 'lexica/denial-cues.tsv')).map(([kind, cue]) => [kind as DenialKind, cue!]),
    },
    neighbours: readNeighbours(join(corpora, 'background/term-neighbours.tsv.gz')),
  };
}

function readTitles([name, same, near, words]: readonly string[]): [string, OccupationTitles] {
  return [name!, { same: listOf(same), near: listOf(near), words: listOf(words) }];
}

function readEquivalence([kind, strength, terms]: readonly string[]): Equivalence {
  return {
    kind: kind!.replace('>', '') as Equivalence['kind'],
    strength: Number(strength),
    directed: kind!.endsWith('>'),
    terms: listOf(terms),
  };
}

function listOf(cell = ''): string[] {
  return cell
    .split('|')
    .map(term => term.trim())
    .filter(term => term !== '');
}

function readNeighbours(file: string): Map<string, [string, number][]> {
  const neighbours = new Map<string, [string, number][]>();
  for (const [term, neighbour, cosine] of rows(file).slice(1)) {
    const list = neighbours.get(term!) ?? [];
    list.push([neighbour!, Number(cosine)]);
    neighbours.set(term!, list);
  }
  return neighbours;
}

/** Lines of tab-separated columns; `#` begins a comment line. */
function rows(file: string): string[][] {
  const bytes = readFileSync(file);
  const text = file.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  return text
    .split(/\r?\n/)
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => line.split('\t'));
}

/** First line `# ads N`, then a header, then term, ads, ads with the term in their title. */
function readBackground(file: string): Map<string, number> {
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  const ads = Number(/^# ads\t(\d+)/.exec(text)![1]);
  return new Map(
    rows(file)
      .slice(1)
      .map(([term, count]) => [term!, Number(count) / ads]),
  );
}
