import type { CrowdAccount } from './crowd.ts';

/** Something that looked dangerous and ended well, from so many days ago until so many days ago. */
export interface Scare {
  kind: 'cancel-page' | 'payment' | 'silence' | 'answer';
  from: number;
  until: number;
}

/** What steady accounts went through: one in four of those that pay has something to tell of the last months. */
export function scareOf({
  story,
  turn,
  plan,
}: Pick<CrowdAccount, 'story' | 'turn' | 'plan'>): Scare | undefined {
  if (story !== 'steady' || plan === 'free' || turn % 4 > 0) return undefined;
  const place = turn / 4;
  switch (place % 4) {
    case 0: {
      const from = 16 + ((place * 11) % 78);
      return { kind: 'cancel-page', from, until: from - 14 };
    }
    case 1: {
      const from = 12 + ((place * 13) % 80);
      return { kind: 'payment', from, until: from - 2 - (place % 7) };
    }
    case 2: {
      const until = 13 + ((place * 5) % 34);
      return { kind: 'silence', from: until + 27, until };
    }
    default: {
      const from = 30 + ((place * 7) % 50);
      return { kind: 'answer', from, until: from - 16 };
    }
  }
}
