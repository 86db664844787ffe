/**
 * What a standard is: the record of one competency standard (職能基準), as it is read from a document, exchanged as
 * a line of `standards.jsonl` and kept in the artifact. Types only; `schema.ts` checks records that come from outside.
 *
 * Texts are as printed, joined over the document's line, cell and page breaks. Codes are canonical: half-width,
 * no inner space, two digits at least for K, S and A.
 */
export interface Standard {
  /** Where the record came from: a file name or a catalogue; null when unknown. */
  readonly source: string | null;
  /** The first title line, as printed. */
  readonly documentTitle: string | null;
  /** 職能基準代碼, or null where the document has none. */
  readonly code: string | null;
  /** The value of 職業, or of 職類 where `kind` is `family`. */
  readonly name: string;
  readonly kind: 'occupation' | 'family';
  /** In printed order; empty where there is no version table. */
  readonly versions: readonly Version[];
  readonly classification: Classification;
  /** 工作描述 */
  readonly description: string;
  /** 基準級別, 1 to 6; null where none, or no such number, is printed. */
  readonly level: number | null;
  readonly duties: readonly Duty[];
  readonly attitudes: readonly Attitude[];
  /** 建議擔任此職類/職業之學歷/經歷/或能力條件; `["無"]` where the document says 無. */
  readonly prerequisites: readonly string[];
  /** 說明與補充事項: footnotes and other remarks. */
  readonly notes: readonly Note[];
  /** A newer version replaces this one (its own row says 歷史版本, or its title begins 《歷史資料》). */
  readonly superseded: boolean;
}

export interface Version {
  readonly version: string;
  readonly code: string;
  readonly name: string;
  readonly status: string;
  readonly note: string;
  /** YYYY-MM-DD */
  readonly date: string;
}

/** 職類別, 職業別 and 行業別, each with its code. A part that is not printed is null. */
export interface Classification {
  readonly category: ClassificationEntry;
  readonly occupation: ClassificationEntry;
  readonly industry: ClassificationEntry;
}

export interface ClassificationEntry {
  readonly name: string | null;
  readonly code: string | null;
}

/** 主要職責 T1 */
export interface Duty {
  readonly code: string;
  readonly name: string;
  readonly tasks: readonly Task[];
}

/** 工作任務 T1.1 */
export interface Task {
  readonly code: string;
  readonly name: string;
  /** The number printed on the task's own row, 1 to 6, or null. */
  readonly level: number | null;
  readonly outputs: readonly CodedText[];
  readonly indicators: readonly CodedText[];
  readonly knowledge: readonly Competency[];
  readonly skills: readonly Competency[];
}

/** 工作產出 O1.1.1 or 行為指標 P1.1.1 */
export interface CodedText {
  readonly code: string;
  readonly text: string;
}

/** K01 or S01: shared by code inside one standard. */
export interface Competency {
  readonly code: string;
  readonly name: string;
}

/** 職能內涵 (A=attitude 態度) */
export interface Attitude {
  readonly code: string;
  readonly name: string;
  readonly definition: string | null;
}

export interface Note {
  /** `註1`, or null for a remark without a mark. */
  readonly ref: string | null;
  readonly text: string;
}

/** The id of a standard is its code, or its name where it has none. */
export function standardId(standard: Pick<Standard, 'code' | 'name'>): string {
  return standard.code ?? standard.name;
}
