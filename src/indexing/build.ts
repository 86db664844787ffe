import { createHash } from 'node:crypto';
import { expandFolding, foldText } from '../analysis/characters.ts';
import { AnatomyBuilder } from '../artifact/derived/anatomy.ts';
import { dampedFrequency } from '../artifact/derived/damping.ts';
import { concatenate, offsets } from '../artifact/derived/growing.ts';
import { unitSections } from '../artifact/derived/unit-sections.ts';
import { ANALYSER_VERSION, type OccupationEntry, type SectionData } from '../artifact/format.ts';
import { listSources, tasksOf } from '../artifact/sources.ts';
import { MAX_TERMS } from '../artifact/tables.ts';
import { writeArtifact } from '../artifact/write.ts';
import { type Standard, standardId } from '../standards/model.ts';
import type { CompiledCache } from './compile.ts';
import { makeFoldingPairs, simplifiedOnly } from './folding.ts';
import { readModel as readHmm } from './hmm.ts';
import { readDictionary, withUserWords } from './jieba.ts';
import { type Lexica, readLexica } from './lexica.ts';
import { type Model, readModel } from './model.ts';
import { collectNeighbours, neighbourTable } from './neighbours.ts';
import { proposeWords } from './proposals.ts';
import { countHolders, weighTerms } from './term-weights.ts';
import { createTokenizer, type Tokenizer } from './tokenizer.ts';
import { UnitTexts } from './units.ts';
import { VocabularyBuilder } from './vocabulary.ts';
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
  sorted.forEach(refuseTooLarge);
  const texts = new UnitTexts(sorted, lexica, text => foldText(text, folding));
  step('compiling the dictionary');
  const tokenizer = makeTokenizer(texts.texts(), folding, lexica, options.cache);
  const neighbours = collectNeighbours(lexica, tokenizer.termOf);
  step('cutting the standards into terms');
  const builder = new VocabularyBuilder(tokenizer);
  const units = texts.read(builder);
  const vocabulary = builder.finish({
    phrases: [...texts.phrases()],
    more: neighbours.words,
    stopWords: lexica.stopWords,
  });
  const terms = vocabulary.size;
  if (terms > MAX_TERMS)
    throw new RangeError(`${terms} different terms; at most ${MAX_TERMS} can be indexed`);
  step('weighing terms');
  const occupations = units.occupations(vocabulary);
  const decoys = units.decoys(vocabulary);
  const holders = countHolders(sorted, occupations, decoys, terms);
  const termWeight = weighTerms(holders, vocabulary, lexica, tokenizer, model);
  step('writing');
  const weights = { occupation: model.occupation, task: model.task };
  const firstTask = offsets(sorted.map(standard => tasksOf(standard).length));
  const anatomy = new AnatomyBuilder();
  for (const standard of sorted) anatomy.add(standard, listSources(standard));
  const near = neighbourTable(vocabulary.words, neighbours, term => holders.count[term]! > 0);
  const records = sorted.map(standard => encode(JSON.stringify(standard)));
  const { automaton } = tokenizer;
  const { phrases } = vocabulary;
  const taskCount = firstTask.at(-1)!;
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
      weights,
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
      termWeight,
      zones,
      phraseAlphabet: phrases.alphabet,
      phraseSlots: phrases.slots,
      phraseTerm: vocabulary.phraseTerm,
      neighbourStart: near.start,
      neighbourTerm: near.term,
      neighbourWeight: near.weight,
      ...unitSections({
        occupations,
        decoys,
        firstTask,
        termWeight,
        damped: dampedFrequency,
        weights,
      }),
      firstTask,
      ...anatomy.finish(),
      occupations: encode(JSON.stringify(sorted.map(occupationEntry))),
      standards: concatenate(records),
      standardStart: offsets(records.map(record => record.length)),
    },
    sha256,
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

/** A segment keeps the index of its source in 16 bits. */
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
  texts: Iterable<string>,
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

/** Node's hashes take at most 2 GiB at a time. */
const PIECE = 1 << 30;

function sha256(bytes: Uint8Array): Uint8Array {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += PIECE) hash.update(bytes.subarray(at, at + PIECE));
  return hash.digest();
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
