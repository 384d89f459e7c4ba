import { describe, expect, it } from 'vitest';
import { readConfig } from '../server/config.ts';

describe('the environment', () => {
  it('may be empty', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: './data',
      trustProxy: 0,
      logLevel: 'info',
    });
  });

  it('takes empty texts for unset variables', () => {
    expect(readConfig({ PORT: '', MONGODB_URI: ' ', MAIL_FROM: '' })).toMatchObject({
      port: 3000,
      mongodbUri: undefined,
    });
  });

  it('drops the slash at the end of addresses', () => {
    expect(readConfig({ PUBLIC_URL: 'https://mooring.example/' }).publicUrl).toBe('https://mooring.example');
  });

  it('trusts as many proxies as it is told', () => {
    const trusted = (value: string) => readConfig({ TRUST_PROXY: value }).trustProxy;
    expect(['1', 'true', 'loopback', '10.0.0.0/8'].map(trusted)).toEqual([1, 1, 'loopback', '10.0.0.0/8']);
  });

  it.each([
    [{ PORT: 'http' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ MONGODB_URI: 'localhost' }, 'MONGODB_URI: Start it with mongodb://'],
    [{ PUBLIC_URL: 'mooring.example' }, 'PUBLIC_URL: Use a web address'],
    [{ MAIL_FROM: 'nobody' }, 'MAIL_FROM: Use an address'],
    [{ MOORING_ADMIN_EMAIL: 'ada@harbour.example' }, 'MOORING_ADMIN_PASSWORD: Set MOORING_ADMIN_EMAIL and'],
    [
      { MOORING_ADMIN_EMAIL: 'ada@harbour.example', MOORING_ADMIN_PASSWORD: 'short' },
      'MOORING_ADMIN_PASSWORD',
    ],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ])('%j is refused by the variable’s name', (env, sentence) => {
    expect(() => readConfig(env as Record<string, string>)).toThrow(sentence);
  });

  it('names every variable that is wrong, and never shows a secret', () => {
    const wrong = { PORT: 'x', SESSION_SECRET: 'short', MOORING_API_KEY: 'tiny-secret' };
    expect(() => readConfig(wrong)).toThrow(/PORT[\s\S]*SESSION_SECRET[\s\S]*MOORING_API_KEY/);
    try {
      readConfig(wrong);
    } catch (error) {
      expect(String(error)).not.toContain('tiny-secret');
    }
  });
});
