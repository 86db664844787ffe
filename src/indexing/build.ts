import { createHash } from 'node:crypto';
import { expandFolding, foldText } from '../analysis/characters.ts';
import { phraseKey } from '../analysis/phrases.ts';
import {
  ANALYSER_VERSION,
  type OccupationEntry,
  type SectionData,
  type UnitSections,
  type UnitType,
} from '../artifact/format.ts';
import { listSources, tasksOf } from '../artifact/sources.ts';
import { writeArtifact } from '../artifact/write.ts';
import { type Standard, standardId } from '../standards/model.ts';
import type { CompiledCache } from './compile.ts';
import { makeFoldingPairs, simplifiedOnly } from './folding.ts';
import { readModel as readHmm } from './hmm.ts';
import { readDictionary, withUserWords } from './jieba.ts';
import { type Lexica, readLexica } from './lexica.ts';
import { type Detail, type Matrix, packDetail, transpose } from './matrix.ts';
import { type Model, readModel } from './model.ts';
import { collectNeighbours, neighbourTable } from './neighbours.ts';
import { proposeWords } from './proposals.ts';
import { createTitles } from './titles.ts';
import { createTokenizer, type Tokenizer } from './tokenizer.ts';
import { decoySources, isContext, readableSources, sourceTerms, type UnitSource } from './unit-sources.ts';
import { type DetailEntry, inOrder, phraseDetail, type SourceTerms, unitDetail } from './vectors.ts';
import { buildVocabulary, type Vocabulary } from './vocabulary.ts';
import { inverseDocumentFrequency } from './weights.ts';
import { hasWord } from './words.ts';

/**
 * Standards and corpora in, one artifact out. The order in which the standards come does not matter: they are sorted by
 * id, and so are terms and words.
 */
export interface BuiltIndex {
  readonly bytes: Uint8Array;
  readonly standards: number;
  readonly tasks: number;
  readonly terms: number;
}

export interface BuildOptions {
  /** The folder `corpora/`. */
  readonly corpora: string;
  /** Told what begins, for progress. */
  readonly onStep?: (step: string) => void;
  /** Replaces the fitted model: for the command that fits it. */
  readonly model?: Model;
  /** Where the compiled dictionary is kept for the next build. The bytes of the index are the same without it. */
  readonly cache?: CompiledCache;
}

/** Throws RangeError when there is nothing to index or two standards share an id. */
export function buildIndex(standards: readonly Standard[], options: BuildOptions): BuiltIndex {
  const step = options.onStep ?? (() => {});
  const sorted = inOrderOfId(standards);
  const lexica = readLexica(options.corpora);
  const model = options.model ?? readModel(options.corpora);
  const foldingPairs = makeFoldingPairs();
  const folding = expandFolding(foldingPairs);
  const fold = (text: string): string => foldText(text, folding);
  const titles = createTitles(lexica, fold);
  sorted.forEach(refuseTooLarge);
  const sources = sorted.map(standard => readableSources(standard, titles(standard.name)));
  const decoys = decoySources(sorted, lexica, titles, name => phraseKey(fold(name)));
  const texts = [...sources, ...decoys].flatMap(list =>
    list.flatMap(source => (source.phrases ? [] : source.texts)),
  );

  step('compiling the dictionary');
  const tokenizer = makeTokenizer(texts, folding, lexica, options.cache);
  const neighbours = collectNeighbours(lexica, tokenizer.termOf);
  step('cutting the standards into terms');
  const vocabulary = buildVocabulary(
    {
      texts,
      phrases: [...sources, ...decoys].flatMap(list =>
        list.flatMap(source => (source.phrases ? source.texts : [])),
      ),
      more: neighbours.words,
      stopWords: lexica.stopWords,
    },
    tokenizer,
  );
  const units = sources.map(list => list.map((source, i) => sourceTerms(source, i, vocabulary)));
  const decoyUnits = decoys.map(list => list.map((source, i) => sourceTerms(source, i, vocabulary)));
  step('weighing terms');
  const terms = vocabulary.size;
  // what is ranked only on request has no say in what others weigh
  const current = units.filter((_, o) => !sorted[o]!.superseded);
  const holders = countHolders([...current, ...decoyUnits], terms);
  const idf = weighWords(holders, current.length + decoys.length, vocabulary, lexica, tokenizer, model);
  const detailOf = (parts: readonly UnitSource[], weights: Model['task']): DetailEntry[] =>
    inOrder([
      ...unitDetail(
        parts.filter(({ phrases }) => !phrases),
        term => idf[term]!,
        weights,
      ),
      ...parts
        .filter(({ phrases }) => phrases)
        .flatMap(part => phraseDetail(part, term => Math.max(1, holders[term]!), weights)),
    ]);
  const occupations = packDetail(units.map(parts => detailOf(parts, model.occupation)));
  const tasks = packDetail(
    units.flatMap((parts, o) =>
      tasksOf(sorted[o]!).map((_, task) =>
        detailOf(
          parts.filter(({ tasks }) => tasks.includes(task)),
          model.task,
        ),
      ),
    ),
  );
  const contexts = packDetail(
    units.map(parts =>
      detailOf(
        parts.filter(({ kind }) => isContext(kind)),
        model.task,
      ),
    ),
  );
  step('writing');
  const occupationMatrix = transpose(occupations, terms);
  const taskMatrix = transpose(tasks, terms);
  const contextMatrix = transpose(contexts, terms);
  const decoyMatrix = transpose(
    packDetail(decoyUnits.map(parts => detailOf(parts, model.occupation))),
    terms,
  );
  const near = neighbourTable(vocabulary.words, neighbours, term => holders[term]! > 0);
  const records = sorted.map(standard => encode(JSON.stringify(standard)));
  const { automaton } = tokenizer;
  const { phrases } = vocabulary;
  const taskCount = tasks.start.length - 1;
  const zones = encode(JSON.stringify(lexica.zones));
  const bytes = writeArtifact(
    {
      analyser: ANALYSER_VERSION,
      fingerprint: fingerprint([
        foldingPairs,
        automaton.alphabet,
        automaton.slots,
        automaton.weights,
        encode(lexica.stopWords.join('\n')),
        zones,
      ]),
      standards: sorted.length,
      tasks: taskCount,
      terms,
      decoys: decoys.length,
      words: vocabulary.words.length,
      titleShare: model.titleShare,
      neighbourShare: model.neighbourShare,
      sections: model.sections,
      verdict: model.verdict,
    },
    {
      folding: foldingPairs,
      simplified: simplifiedOnly(foldingPairs),
      automatonAlphabet: automaton.alphabet,
      automatonSlots: automaton.slots,
      automatonTerm: vocabulary.automatonTerm,
      automatonWeight: automaton.weights,
      terms: encode(vocabulary.words.join('\n')),
      printed: encode(vocabulary.printed.join('\n')),
      stops: encode(vocabulary.latinStops.join('\n')),
      idf,
      zones,
      phraseAlphabet: phrases.alphabet,
      phraseSlots: phrases.slots,
      phraseTerm: vocabulary.phraseTerm,
      neighbourStart: near.start,
      neighbourTerm: near.term,
      neighbourWeight: near.weight,
      ...unitSections('occupation', occupations, occupationMatrix),
      ...unitSections('task', tasks, taskMatrix),
      ...unitSections('context', contexts, contextMatrix),
      decoyStart: decoyMatrix.start,
      decoyUnit: decoyMatrix.unit,
      decoyText: decoyMatrix.text,
      decoyTitle: decoyMatrix.title,
      firstTask: offsets(sorted.map(standard => tasksOf(standard).length)),
      occupations: encode(JSON.stringify(sorted.map(occupationEntry))),
      standards: concatenate(records),
      standardStart: offsets(records.map(record => record.length)),
    },
    data => createHash('sha256').update(data).digest(),
  );
  return { bytes, standards: sorted.length, tasks: taskCount, terms };
}

function inOrderOfId(standards: readonly Standard[]): Standard[] {
  if (standards.length === 0) throw new RangeError('no standards to index');
  const sorted = [...standards].sort((a, b) => compare(standardId(a), standardId(b)));
  sorted.forEach((standard, i) => {
    const id = standardId(standard);
    if (i > 0 && standardId(sorted[i - 1]!) === id) throw new RangeError(`two standards have the id ${id}`);
  });
  return sorted;
}

/** A detail keeps the index of a source in 16 bits. */
const MAX_SOURCES = 0xffff;

function refuseTooLarge(standard: Standard): void {
  const { length } = listSources(standard);
  if (length > MAX_SOURCES) {
    throw new RangeError(
      `${standardId(standard)} has ${length} texts; at most ${MAX_SOURCES} can be indexed`,
    );
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The domain words, then what the HMM proposes with them known; all folded. */
function makeTokenizer(
  texts: readonly string[],
  folding: Uint16Array,
  lexica: Lexica,
  cache: CompiledCache | undefined,
): Tokenizer {
  const dictionary = readDictionary(folding);
  const words = lexica.domainWords.map(word => foldText(word, folding));
  const domain = withUserWords(
    dictionary,
    words.filter(word => !hasWord(dictionary.words, word)),
  );
  const proposed = proposeWords(texts, createTokenizer(folding, domain, cache), readHmm());
  return createTokenizer(folding, withUserWords(domain, proposed), cache);
}

/** How many occupations hold each term. */
function countHolders(units: readonly (readonly SourceTerms[])[], terms: number): Uint32Array {
  const holders = new Uint32Array(terms);
  for (const parts of units) for (const term of new Set(parts.flatMap(part => part.terms))) holders[term]!++;
  return holders;
}

/** idf of the words over occupations, tempered by the background. */
function weighWords(
  holders: Uint32Array,
  units: number,
  vocabulary: Vocabulary,
  lexica: Lexica,
  tokenizer: Tokenizer,
  model: Model,
): Float32Array {
  const background = new Map<string, number>();
  for (const [word, share] of lexica.background) {
    const term = tokenizer.termOf(word) ?? word;
    background.set(term, Math.max(share, background.get(term) ?? 0));
  }
  return Float32Array.from(vocabulary.words, (word, id) =>
    inverseDocumentFrequency(holders[id]!, units, background.get(word) ?? 0, model.backgroundUnits),
  );
}

/** The nine sections of one type of unit. */
function unitSections<Name extends UnitType>(name: Name, detail: Detail, matrix: Matrix): UnitSections<Name> {
  return {
    [`${name}Start`]: matrix.start,
    [`${name}Unit`]: matrix.unit,
    [`${name}Text`]: matrix.text,
    [`${name}Title`]: matrix.title,
    [`${name}DetailStart`]: detail.start,
    [`${name}DetailTerm`]: detail.term,
    [`${name}DetailSource`]: detail.source,
    [`${name}DetailText`]: detail.text,
    [`${name}DetailTitle`]: detail.title,
  } as UnitSections<Name>;
}

function occupationEntry(standard: Standard): OccupationEntry {
  return {
    id: standardId(standard),
    code: standard.code,
    name: standard.name,
    level: standard.level,
    category: standard.classification.category.name,
    tasks: tasksOf(standard).length,
    superseded: standard.superseded,
  };
}

/** Of everything that decides how a text is cut and read: each part with its length before it. */
function fingerprint(parts: readonly SectionData[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.byteLength};`).update(part);
  return hash.digest('hex').slice(0, 16);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function offsets(lengths: readonly number[]): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    starts[i + 1] = starts[i]! + length;
  });
  return starts;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
