import type { CrowdAccount } from './crowd.ts';

/** Something that looked dangerous and ended well, from so many days ago until so many days ago. */
export interface Scare {
  kind: 'cancel-page' | 'payment' | 'silence' | 'answer';
  from: number;
  until: number;
}

/** What steady accounts went through: three of four of those that pay have something to tell of the last months. */
export function scareOf({
  story,
  turn,
  plan,
}: Pick<CrowdAccount, 'story' | 'turn' | 'plan'>): Scare | undefined {
  if (story !== 'steady' || plan === 'free') return undefined;
  switch (turn % 8) {
    case 0:
    case 4: {
      const from = 16 + ((turn * 5) % 78);
      return { kind: 'cancel-page', from, until: from - 14 };
    }
    case 1:
    case 5: {
      const from = 12 + ((turn * 7) % 80);
      return { kind: 'payment', from, until: from - 2 - (turn % 7) };
    }
    case 2: {
      const until = 13 + ((turn * 3) % 34);
      return { kind: 'silence', from: until + 27, until };
    }
    case 6: {
      const from = 30 + ((turn * 5) % 50);
      return { kind: 'answer', from, until: from - 16 };
    }
    default:
      return undefined;
  }
}
