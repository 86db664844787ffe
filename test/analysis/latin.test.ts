import { describe, expect, it } from 'vitest';
import { foldUnits } from '../../src/analysis/characters.ts';
import { LatinScanner } from '../../src/analysis/latin.ts';

const identity = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);

function tokens(text: string): string[] {
  const units = foldUnits(text, identity);
  const found: string[] = [];
  const scanner = new LatinScanner();
  let at = 0;
  while (at < units.length) {
    if (/[a-z0-9]/.test(text[at]!)) {
      at = scanner.scan(units, at, units.length, (term, start, end) => {
        found.push(`${term}@${text.slice(start, end)}`);
      });
    } else at++;
  }
  return found;
}

describe('Latin tokens', () => {
  it('keeps names with signs whole', () => {
    expect(tokens('kyc c++ c# node.js r&d')).toEqual([
      'kyc@kyc',
      'c++@c++',
      'c#@c#',
      'node.js@node.js',
      'r&d@r&d',
    ]);
  });

  it('joins a short side over a hyphen and parts longer ones', () => {
    expect(tokens('e-mail wi-fi full-time')).toEqual([
      'email@e-mail',
      'wifi@wi-fi',
      'full@full',
      'time@time',
    ]);
  });

  it('takes a norm and its number as one, however they are written', () => {
    expect(tokens('iso 9001 iso-14001 sa8000')).toEqual([
      'iso9001@iso 9001',
      'iso14001@iso-14001',
      'sa8000@sa8000',
    ]);
  });

  it('passes over numbers and keeps mixed names', () => {
    expect(tokens('3 2024 30,000 3d 5s 101')).toEqual(['3d@3d', '5s@5s']);
  });

  it('stems English words', () => {
    expect(tokens('managing managers sales')).toEqual(['manag@managing', 'manag@managers', 'sale@sales']);
  });

  it('cuts a token without end and moves on', () => {
    const [only, ...rest] = tokens('a'.repeat(50_000));
    expect(rest).toEqual([]);
    expect(only!.split('@')[0]!.length).toBeLessThanOrEqual(64);
  });
});
