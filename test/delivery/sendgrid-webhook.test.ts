import { createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifySendGridSignature } from '../../server/delivery/sendgrid-webhook.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const bare = pem.replace(/-----[^-]+-----|\n/g, '');
const body = '[{"event":"bounce","email":"żółw@acme.io"}]\r\n';
const timestamp = '1600112502';
const signature = createSign('sha256')
  .update(timestamp + body)
  .sign(privateKey, 'base64');

describe('a signature of SendGrid', () => {
  it('is good over the raw body and its timestamp', () => {
    expect(verifySendGridSignature(pem, body, signature, timestamp)).toBe(true);
    expect(verifySendGridSignature(bare, Buffer.from(body), signature, timestamp)).toBe(true);
  });

  it('is not good over anything else', () => {
    expect(verifySendGridSignature(pem, body.trim(), signature, timestamp)).toBe(false);
    expect(verifySendGridSignature(pem, body, signature, '1600112503')).toBe(false);
    const other = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey;
    expect(
      verifySendGridSignature(
        other.export({ type: 'spki', format: 'pem' }).toString(),
        body,
        signature,
        timestamp,
      ),
    ).toBe(false);
  });

  it.each([
    ['no signature', pem, undefined, timestamp],
    ['no timestamp', pem, signature, undefined],
    ['a timestamp that is none', pem, signature, 'now'],
    ['a signature that is not base64', pem, '%%%', timestamp],
    ['a short signature', pem, 'AAAA', timestamp],
    ['a key that is none', 'nonsense', signature, timestamp],
    ['an empty key', '', signature, timestamp],
  ])('is not good with %s', (_, key, signed, at) => {
    expect(verifySendGridSignature(key, body, signed, at)).toBe(false);
  });
});
