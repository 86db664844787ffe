import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Section } from '../analysis/zones/parts.ts';
import type { ChannelWeights, VerdictModel } from '../artifact/format.ts';

/** The numbers that were fitted (corpora/model.json says how), and nothing that the code could know by itself. */
export interface Model {
  readonly occupation: ChannelWeights;
  readonly task: ChannelWeights;
  /** Pseudo-units of the background in idf. */
  readonly backgroundUnits: number;
  /** What the title counts beside the text, 0 to 1. */
  readonly titleShare: number;
  /** What the neighbours of the text's words count beside the words themselves. */
  readonly neighbourShare: number;
  /** What a word counts by the section of the text that it stands in: 0 to 1. */
  readonly sections: Readonly<Record<Section, number>>;
  readonly verdict: VerdictModel;
}

export function readModel(corpora: string): Model {
  return JSON.parse(readFileSync(join(corpora, 'model.json'), 'utf8')) as Model;
}
