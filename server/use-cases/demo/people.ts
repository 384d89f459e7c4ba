/** How a demo contact uses the product; each is told by `tellStory`. */
export type Story =
  | 'steady'
  | 'champion'
  | 'quiet'
  | 'slipping'
  | 'returned'
  | 'just-signed-up'
  | 'never-started';

export interface DemoAccount {
  id: string;
  name: string;
  plan: 'free' | 'team' | 'pro' | 'business';
  mrr: number;
  seats: number;
  /** How full the plan’s meter of contacts is. */
  contacts: { used: number; limit: number };
  /** Days from now until the renewal. */
  renewsIn: number;
}

export interface DemoPerson {
  userId: string;
  firstName: string;
  lastName: string;
  email: string;
  account: string;
  role: 'admin' | 'member' | 'billing';
  zone: string;
  locale: string;
  story: Story;
  /** How many days ago the person signed up. */
  since: number;
  /** What the person said about e-mail; most never said anything. */
  consent?: 'granted' | 'denied' | undefined;
}

type AccountRow = [
  id: string,
  name: string,
  plan: DemoAccount['plan'],
  mrr: number,
  seats: number,
  contacts: [used: number, limit: number],
  renewsIn: number,
];

type PersonRow = [
  firstName: string,
  lastName: string,
  account: string,
  role: DemoPerson['role'],
  zone: string,
  locale: string,
  story: Story,
  since: number,
  consent?: 'granted' | 'denied',
];

const accountRows: readonly AccountRow[] = [
  ['harbour-lane', 'Harbour Lane Studio', 'pro', 890, 12, [4_200, 10_000], 74],
  ['wisla', 'Wisła Logistyka', 'business', 2_400, 40, [18_700, 25_000], 31],
  ['neva', 'Нева Технологии', 'pro', 620, 9, [7_900, 10_000], 120],
  ['fjord', 'Fjord Interiors', 'team', 190, 4, [1_100, 2_500], 210],
  ['cobalt', 'Cobalt Analytics', 'business', 3_100, 55, [24_600, 25_000], 12],
  ['maple', 'Maple & Rye Bakery', 'free', 0, 2, [240, 500], 365],
  ['zephyr', 'Zephyr Cycling', 'team', 240, 5, [2_410, 2_500], 88],
  ['kumo', '雲 Kumo Works', 'pro', 540, 8, [3_300, 10_000], 45],
];

const personRows: readonly PersonRow[] = [
  ['Amelia', 'Hart', 'harbour-lane', 'admin', 'Europe/London', 'en-GB', 'champion', 410],
  ['Theo', 'Okafor', 'harbour-lane', 'member', 'Europe/London', 'en-GB', 'never-started', 6],
  ['Priya', 'Nair', 'harbour-lane', 'billing', 'Asia/Kolkata', 'en-IN', 'slipping', 300],
  ['Zofia', 'Wiśniewska', 'wisla', 'admin', 'Europe/Warsaw', 'pl-PL', 'quiet', 520, 'granted'],
  ['Michał', 'Kowalczyk', 'wisla', 'member', 'Europe/Warsaw', 'pl-PL', 'steady', 340],
  ['Agnieszka', 'Dąbrowska', 'wisla', 'member', 'Europe/Warsaw', 'pl-PL', 'returned', 280],
  ['Алексей', 'Морозов', 'neva', 'admin', 'Europe/Moscow', 'ru-RU', 'quiet', 260],
  ['Дарья', 'Соколова', 'neva', 'member', 'Asia/Yekaterinburg', 'ru-RU', 'steady', 190],
  ['Ingrid', 'Solberg', 'fjord', 'admin', 'Europe/Oslo', 'nb-NO', 'quiet', 150],
  ['Magnus', 'Lie', 'fjord', 'member', 'Europe/Oslo', 'nb-NO', 'quiet', 140],
  ['Dana', 'Whitfield', 'cobalt', 'admin', 'America/New_York', 'en-US', 'champion', 600, 'granted'],
  ['Luis', 'Ortega', 'cobalt', 'member', 'America/Mexico_City', 'es-MX', 'slipping', 330],
  ['Grace', 'Adeyemi', 'cobalt', 'billing', 'Africa/Lagos', 'en-NG', 'quiet', 450],
  ['Ben', 'Kowalski', 'cobalt', 'member', 'America/Chicago', 'en-US', 'just-signed-up', 0],
  ['Rosa', 'Lindqvist', 'maple', 'admin', 'America/Toronto', 'en-CA', 'just-signed-up', 0],
  ['Noah', 'Tremblay', 'maple', 'member', 'America/Toronto', 'fr-CA', 'quiet', 80],
  ['Elena', 'Rossi', 'zephyr', 'admin', 'Europe/Rome', 'it-IT', 'steady', 120],
  ['Marco', 'Bianchi', 'zephyr', 'member', 'Europe/Rome', 'it-IT', 'quiet', 95, 'denied'],
  ['Haruto', 'Sato', 'kumo', 'admin', 'Asia/Tokyo', 'ja-JP', 'steady', 210],
  ['Yui', 'Tanaka', 'kumo', 'member', 'Asia/Tokyo', 'ja-JP', 'just-signed-up', 0],
];

export const demoAccounts: readonly DemoAccount[] = accountRows.map(
  ([id, name, plan, mrr, seats, [used, limit], renewsIn]) => ({
    id: `demo-${id}`,
    name,
    plan,
    mrr,
    seats,
    contacts: { used, limit },
    renewsIn,
  }),
);

export const demoPeople: readonly DemoPerson[] = personRows.map(
  ([firstName, lastName, account, role, zone, locale, story, since, consent], index) => ({
    userId: `demo-${String(index + 1).padStart(2, '0')}`,
    firstName,
    lastName,
    // Addresses nobody can own (RFC 2606), so that a mistake reaches nobody.
    email: `demo-${String(index + 1).padStart(2, '0')}@example.com`,
    account: `demo-${account}`,
    role,
    zone,
    locale,
    story,
    since,
    consent,
  }),
);
