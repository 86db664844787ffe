/** Why a file cannot be opened, for the page to put into words. */
export type FileFault =
  /** Nothing in it, or white space alone. */
  | 'empty'
  /** Over `MAX_FILE`, or over the bounds of what it may unpack to. */
  | 'too-large'
  /** Needs a password. */
  | 'encrypted'
  /** Begins like a format that is read, and cannot be read. */
  | 'damaged'
  /** A document of pictures: a scan. */
  | 'no-text'
  /** Of no format that is read, an old .doc among them. */
  | 'unsupported'
  /** The browser does not give it: moved, changed since, or a folder. */
  | 'unreadable'
  /** The reader of its format could not be had: offline before it was ever used. */
  | 'not-loaded'
  /** Nobody waited any more: the signal said so. */
  | 'given-up';

/** What opening could not keep, for the page to put into words. */
export type FileNotice =
  /** Only the first `MAX_TEXT` units. */
  | 'cut'
  /** The encoding was guessed: Big5, GB18030 or Windows-1252. */
  | 'encoding-guessed'
  /** Some characters cannot be told. */
  | 'characters-lost'
  /** Some pages are pictures. */
  | 'pages-without-text';

/** Carries nothing of the file. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly code: FileFault;

  constructor(code: FileFault) {
    super(code);
    this.code = code;
  }
}
