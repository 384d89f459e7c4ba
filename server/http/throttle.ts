import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { problem } from '../../shared/problems.ts';

/** Slows down guessing: a few attempts per address and e-mail, and a bound per address whatever the e-mails. */
export interface SignInThrottle {
  /** Counts an attempt; throws SIGN_IN_THROTTLED when there were too many. */
  attempt(address: string, email: string): Promise<void>;
  /** The attempt was right: earlier mistakes are forgotten. */
  succeeded(address: string, email: string): Promise<void>;
}

/** A throttle that counts in this process. */
export function createSignInThrottle(): SignInThrottle {
  const perPerson = new RateLimiterMemory({ points: 10, duration: 600 });
  const perAddress = new RateLimiterMemory({ points: 100, duration: 600 });
  const keyOf = (address: string, email: string) => `${address} ${email.trim().toLowerCase()}`;
  return {
    async attempt(address, email) {
      try {
        await perAddress.consume(address);
        await perPerson.consume(keyOf(address, email));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw problem('SIGN_IN_THROTTLED', { seconds: Math.ceil(refusal.msBeforeNext / 1_000) });
      }
    },
    async succeeded(address, email) {
      await perPerson.delete(keyOf(address, email));
      await perAddress.reward(address);
    },
  };
}
