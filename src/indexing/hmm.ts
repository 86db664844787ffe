import { readFileSync } from 'node:fs';
import nodejieba from 'nodejieba';

/**
 * jieba's hidden Markov model of where words begin and end, which finds words that the dictionary lacks. Each character
 * of a row is in one of four states: it begins a word, ends one, stands inside one, or is one by itself.
 *
 * The model is the package's file (its comment lines name the states in this order); what is done with it is cppjieba's
 * `cut` with HMM on, word for word.
 */
export interface HiddenMarkovModel {
  /** Logarithms throughout. By state: how likely a row begins in it. */
  readonly start: readonly number[];
  /** By state, and by the state after it. */
  readonly transition: readonly (readonly number[])[];
  /** By character, and by state. */
  readonly emission: ReadonlyMap<string, readonly number[]>;
}

const BEGIN = 0;
const END = 1;
const MIDDLE = 2;
const SINGLE = 3;
const STATES = [BEGIN, END, MIDDLE, SINGLE] as const;

/** What cppjieba takes for the logarithm of nothing. */
const NEVER = -3.14e100;
const UNSEEN = STATES.map(() => NEVER);

export function readModel(file = nodejieba.DEFAULT_HMM_DICT): HiddenMarkovModel {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
  const numbers = (line: string): number[] => line.split(' ').map(Number);
  const [start, ...rest] = lines;
  const emission = new Map<string, number[]>();
  rest.slice(STATES.length).forEach((line, state) => {
    for (const entry of line.split(',')) {
      const [character, share] = entry.split(':');
      let shares = emission.get(character!);
      if (shares === undefined) {
        shares = [...UNSEEN];
        emission.set(character!, shares);
      }
      shares[state] = Number(share);
    }
  });
  return { start: numbers(start!), transition: rest.slice(0, STATES.length).map(numbers), emission };
}

/**
 * Cuts a run again: `words` are the words of the maximum-probability path, and rows of single characters among them are
 * joined as the model has it. A character that is a user word (`isOwn`) stays as it is.
 */
export function recut(
  words: readonly string[],
  model: HiddenMarkovModel,
  isOwn: (character: string) => boolean,
): string[] {
  const found: string[] = [];
  let row: string[] = [];
  const flush = (): void => {
    if (row.length > 0) found.push(...joinRow(row, model));
    row = [];
  };
  for (const word of words) {
    if (isCharacter(word) && !isOwn(word)) row.push(word);
    else {
      flush();
      found.push(word);
    }
  }
  flush();
  return found;
}

function isCharacter(word: string): boolean {
  return word.length === 1 || (word.length === 2 && word.codePointAt(0)! >= 0x10000);
}

function joinRow(row: readonly string[], model: HiddenMarkovModel): string[] {
  const words: string[] = [];
  let word = '';
  likeliestStates(row, model).forEach((state, i) => {
    word += row[i];
    if (state === END || state === SINGLE) {
      words.push(word);
      word = '';
    }
  });
  return words;
}

/**
 * The Viterbi algorithm: best[x][y] = max over states p of best[x − 1][p] + transition[p][y], + emission of character x
 * in state y. Of equals the earlier state stays; a state that nothing reaches comes from END, as in cppjieba.
 */
function likeliestStates(row: readonly string[], model: HiddenMarkovModel): number[] {
  const emissions = row.map(character => model.emission.get(character) ?? UNSEEN);
  let best = STATES.map(y => model.start[y]! + emissions[0]![y]!);
  const from: number[][] = [[]];
  for (const emission of emissions.slice(1)) {
    const origins = STATES.map((): number => END);
    best = STATES.map(y => {
      let most = NEVER;
      for (const p of STATES) {
        const sum = best[p]! + model.transition[p]![y]! + emission[y]!;
        if (sum > most) {
          most = sum;
          origins[y] = p;
        }
      }
      return most;
    });
    from.push(origins);
  }
  const states: number[] = [];
  let state: number = best[END]! >= best[SINGLE]! ? END : SINGLE;
  for (let x = row.length - 1; x >= 0; x--) {
    states.push(state);
    state = from[x]![state]!;
  }
  return states.reverse();
}
