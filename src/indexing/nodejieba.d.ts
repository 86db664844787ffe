/** What nodejieba exports and its own types leave out. */
declare module 'nodejieba' {
  export const DEFAULT_DICT: string;
  export const DEFAULT_HMM_DICT: string;
  export const DEFAULT_USER_DICT: string;
  export function load(dictionaries?: { userDict?: string }): void;
  export function cut(sentence: string, hmm?: boolean): string[];
}
