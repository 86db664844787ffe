import { Parser } from 'htmlparser2';
import { DocumentFault } from './fault.ts';
import type { Meter } from './limits.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads XML as a stream of elements. Entities of a DTD are never expanded, and a document that has any is refused: office
 * programs write none. Names keep their usual prefixes (`w:p`, `text:p`), as every program writes them.
 */
export function readXml(bytes: Uint8Array, meter: Meter, handler: XmlHandler): void {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        meter.element(++depth);
        handler.open?.(name, attributes);
      },
      ontext: text => handler.text?.(text),
      onclosetag(name) {
        depth--;
        handler.close?.(name);
      },
      onprocessinginstruction(name) {
        if (/^!doctype/i.test(name))
          throw new DocumentFault(
            'damaged',
            'the XML declares entities, as no office program does: save the document anew',
          );
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const text = new TextDecoder().decode(bytes);
  for (let at = 0; at < text.length; at += STEP) parser.write(text.slice(at, at + STEP));
  const open = depth;
  parser.end();
  if (open > 0)
    throw new DocumentFault('damaged', 'the XML ends before its elements do: get the document once more');
}

const STEP = 1 << 16;
