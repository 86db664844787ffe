import type { NamedSpan, TextKind } from '../../matching/answer.ts';
import type { Example } from '../examples.ts';
import type { Judgement } from '../exports/judged.ts';
import type { Place } from '../places.ts';
import type { Field, ListQuery, Tab, Theme } from './state.ts';

/** What a user can do. Views know this and the state, and nothing of how it is done. */
export interface Actions {
  go(place: Place, anchor?: string): void;
  switchLanguage(): void;
  setTheme(theme: Theme): void;
  type(field: Field, change: { readonly text?: string; readonly title?: string }): void;
  setKind(kind: TextKind): void;
  example(field: Field, example: Example): void;
  clear(field: Field): void;
  undo(field: Field): void;
  openFile(field: Field, file: File): void;
  open(id: string): void;
  closeOpen(): void;
  setTab(tab: Tab): void;
  setSuperseded(on: boolean): void;
  /** A place of the text: lights the competencies that its word counts for. */
  point(field: Field, offset: number): void;
  /** Brings a competency or part of the opened occupation into view. */
  showSource(source: string): void;
  /** Brings a place of the text into view and selects it. */
  showSpan(span: NamedSpan): void;
  showPassage(id: string, code: string): void;
  closePassage(): void;
  compareThrough(id: string | null): void;
  search(change: Partial<ListQuery>): void;
  retry(): void;
  useServer(): void;
  append(text: string): void;
  copy(text: string, done: string): void;
  copySummary(): void;
  save(format: 'json' | 'csv'): void;
  saveWrong(judged: {
    readonly grades: Judgement['grades'];
    readonly none: boolean;
    readonly note: string;
  }): void;
  print(): void;
  remember(on: boolean): void;
  dismiss(): void;
}
