/** Names of saved files say what is in them, and nothing of any text. */
export const FILE_NAMES = {
  answer: 'icap-match-answer.json',
  table: 'icap-match-answer.csv',
  gaps: 'icap-match-gaps.csv',
  comparison: 'icap-match-comparison.csv',
  judged: 'icap-match-judged.jsonl',
} as const;

export type FileName = (typeof FILE_NAMES)[keyof typeof FILE_NAMES];

/** Hands a file to the browser to save; nothing of it leaves the device. `type` is a media type. */
export function saveFile(name: FileName, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), GRACE);
}

/** Milliseconds that a browser may take to begin reading: some ask the user first. */
const GRACE = 60_000;
