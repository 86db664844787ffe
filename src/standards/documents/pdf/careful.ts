/**
 * How pdfjs is asked for what a PDF says and nothing else, wherever one is read: silently, and without making fonts, compiling,
 * fetching or drawing anything.
 */
export const CAREFUL = {
  verbosity: 0,
  disableFontFace: true,
  useSystemFonts: false,
  useWasm: false,
  useWorkerFetch: false,
  isOffscreenCanvasSupported: false,
  isImageDecoderSupported: false,
} as const;
