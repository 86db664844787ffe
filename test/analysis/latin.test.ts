import { describe, expect, it } from 'vitest';
import { foldUnits } from '../../src/analysis/characters.ts';
import { hasLetter, latinEnd, latinTerm, TermCache } from '../../src/analysis/latin.ts';

const identity = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);

function tokens(text: string): string[] {
  const units = foldUnits(text, identity);
  const found: string[] = [];
  for (let at = 0; at < units.length; ) {
    if (/[a-z0-9]/.test(text[at]!)) {
      const end = latinEnd(units, at);
      if (hasLetter(units, at, end)) found.push(`${latinTerm(units, at, end)}@${text.slice(at, end)}`);
      at = end;
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

describe('a cache of terms', () => {
  it('answers as without it, however many tokens there are', () => {
    const terms: string[] = [];
    const cache = new TermCache(term => terms.push(term) - 1);
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 30_000; i++) {
        const token = `x${i.toString(36)}${'y'.repeat(i % 20)}`;
        const units = foldUnits(`「${token}」`, identity);
        expect(terms[cache.termOf(units, 1, units.length - 1)]).toBe(latinTerm(units, 1, units.length - 1));
      }
    }
  });

  it('asks once for a token that comes again', () => {
    let asked = 0;
    const cache = new TermCache(() => asked++);
    const units = foldUnits('managers', identity);
    expect([1, 2, 3].map(() => cache.termOf(units, 0, units.length))).toEqual([0, 0, 0]);
    expect(asked).toBe(1);
  });
});
