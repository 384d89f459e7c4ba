import { describe, expect, it } from 'vitest';
import {
  readUnsubscribeToken,
  unsubscribeToken,
  unsubscribeUrl,
} from '../../../server/use-cases/delivery/unsubscribe-link.ts';

const installation = { publicUrl: 'https://mail.pier.test', linkSecret: 'secret' };
const link = { contactId: 'c1', messageId: 'e1:1:s1', topic: 'Nowości' };

describe('an unsubscribe link', () => {
  it('brings back whose it is', () => {
    const url = unsubscribeUrl(installation, link);
    expect(url).toMatch(/^https:\/\/mail\.pier\.test\/u\/[\w.-]+$/);
    expect(readUnsubscribeToken(installation, url.split('/u/')[1] ?? '')).toEqual(link);
    expect(readUnsubscribeToken(installation, unsubscribeToken(installation, { contactId: 'c1' }))).toEqual({
      contactId: 'c1',
    });
  });

  it('is refused when anything in it was changed', () => {
    const token = unsubscribeToken(installation, link);
    const [text = '', signed = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify(['c2', null, null])).toString('base64url');
    for (const forged of [
      `${other}.${signed}`,
      `${text}.`,
      text,
      '',
      '.',
      '..',
      `${token}.x`,
      `${token}A`,
      'a.b',
    ]) {
      expect(readUnsubscribeToken(installation, forged)).toBeUndefined();
    }
    expect(readUnsubscribeToken({ linkSecret: 'another' }, token)).toBeUndefined();
  });
});
