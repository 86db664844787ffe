import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, SETTINGS, SettingsError } from '../../src/platform/node/settings.ts';

describe('settings', () => {
  it('stand in README with their meaning and what holds without them', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const rows = readme.split('\n').filter(line => line.startsWith('| `ICAP_SERVE_'));
    expect(rows).toEqual(
      Object.values(SETTINGS).map(
        ({ variable, default: fallback, meaning }) => `| \`${variable}\` | ${fallback} | ${meaning} |`,
      ),
    );
  });

  it('hold without any variable', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      workers: 1,
      apiKeys: [],
      index: undefined,
    });
    expect(readSettings({ ICAP_SERVE_PORT: '', UNRELATED: 'x' }).port).toBe(8787);
  });

  it('come from a flag before a variable', () => {
    const env = { ICAP_SERVE_PORT: '9000', ICAP_SERVE_HOST: '::1' };
    expect(readSettings(env, { port: '9001' })).toMatchObject({ port: 9001, host: '::1' });
  });

  it('are lists where there may be several', () => {
    const { apiKeys, corsOrigins } = readSettings({
      ICAP_SERVE_API_KEYS: 'sixteen-characters, another-of-sixteen,',
      ICAP_SERVE_CORS_ORIGINS: 'https://a.example,http://localhost:3000',
    });
    expect(apiKeys).toEqual(['sixteen-characters', 'another-of-sixteen']);
    expect(corsOrigins).toEqual(['https://a.example', 'http://localhost:3000']);
    expect(readSettings({ ICAP_SERVE_WORKERS: 'all' }).workers).toBeGreaterThan(0);
  });

  it.each([
    ['ICAP_SERVE_PORT', '-1'],
    ['ICAP_SERVE_PORT', '80 80'],
    ['ICAP_SERVE_PORT', '1e3'],
    ['ICAP_SERVE_WORKERS', '0'],
    ['ICAP_SERVE_BODY_LIMIT', '1'],
    ['ICAP_SERVE_API_KEYS', 'short'],
    ['ICAP_SERVE_API_KEYS', 'sixteen characters with blanks'],
    ['ICAP_SERVE_CORS_ORIGINS', '*'],
    ['ICAP_SERVE_CORS_ORIGINS', 'https://a.example/'],
    ['ICAP_SERVE_RATE_LIMIT', 'many'],
    ['ICAP_SERVE_TRUSTED_PROXIES', 'true'],
    ['ICAP_SERVE_APIKEYS', 'sixteen-characters'],
  ])('refuse %s=%s by its name', (variable, value) => {
    expect(() => readSettings({ [variable]: value })).toThrow(SettingsError);
    expect(() => readSettings({ [variable]: value })).toThrow(variable);
  });
});
