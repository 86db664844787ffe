/** What the line of a request in the log holds, in order of the alphabet: no more, for more might be of the text. */
export const REQUEST_FIELDS = [
  'duration',
  'level',
  'method',
  'msg',
  'requestBytes',
  'requestId',
  'responseBytes',
  'route',
  'status',
  'time',
];
