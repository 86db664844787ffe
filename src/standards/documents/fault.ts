/** Why a document cannot be read at all. */
export type FaultCode = 'encrypted' | 'damaged' | 'too-large' | 'too-deep' | 'no-text' | 'unknown-format';

/**
 * What a reader of a format throws when nothing can be read: `readDocument` makes the one finding of it. The message
 * says what is wrong and what to do, and holds nothing of the document.
 */
export class DocumentFault extends Error {
  override readonly name = 'DocumentFault';
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.code = code;
  }
}
