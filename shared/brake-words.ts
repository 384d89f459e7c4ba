import { z } from 'zod';

/** Why a brake holds a workflow back, with the figures that did it. */
export const brakeNotice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['bounces', 'complaints']),
    percent: z.number(),
    sent: z.number(),
    bounced: z.number(),
    complained: z.number(),
  }),
  z.object({ kind: z.literal('daily-limit'), limit: z.number() }),
]);
export type BrakeNotice = z.infer<typeof brakeNotice>;

export const brakeLanguages = ['en', 'pl', 'ru'] as const;
export type BrakeLanguage = (typeof brakeLanguages)[number];

const words: Record<
  BrakeLanguage,
  Record<'stopped' | 'bounces' | 'complaints' | 'paused' | 'waits' | 'limit', string>
> = {
  en: {
    stopped: '“{name}” was paused',
    bounces: 'In one week, {count} of {sent} messages bounced ({percent} %).',
    complaints: 'In one week, {count} of {sent} messages were reported as spam ({percent} %).',
    paused:
      'The workflow is paused and sends nothing until someone resumes it. Check who it writes to before you do.',
    waits: '“{name}” needs a second person',
    limit:
      'It reached its limit of {limit} messages a day. The rest wait until someone who did not publish it releases them on the workflow’s page.',
  },
  pl: {
    stopped: '„{name}” zatrzymano',
    bounces: 'W ciągu tygodnia wróciło {count} z {sent} wiadomości ({percent} %).',
    complaints: 'W ciągu tygodnia {count} z {sent} wiadomości zgłoszono jako spam ({percent} %).',
    paused:
      'Scenariusz jest wstrzymany i nic nie wysyła, dopóki ktoś go nie wznowi. Najpierw sprawdź, do kogo pisze.',
    waits: '„{name}” czeka na drugą osobę',
    limit:
      'Osiągnięto limit {limit} wiadomości dziennie. Pozostałe czekają, aż ktoś, kto nie opublikował scenariusza, pozwoli im wyjść na jego stronie.',
  },
  ru: {
    stopped: '«{name}» остановлен',
    bounces: 'За неделю вернулось {count} из {sent} писем ({percent} %).',
    complaints: 'За неделю на {count} из {sent} писем пожаловались как на спам ({percent} %).',
    paused:
      'Сценарий на паузе и ничего не отправляет, пока его не продолжат. Сначала посмотрите, кому он пишет.',
    waits: '«{name}» ждёт второго человека',
    limit:
      'Достигнут предел в {limit} писем в день. Остальные ждут, пока их не пропустит на странице сценария кто-то, кто его не публиковал.',
  },
};

/** What a brake says in a language: the same in a mail and in the list of notices. */
export function brakeWords(
  language: BrakeLanguage,
  name: string,
  brake: BrakeNotice,
): { subject: string; text: string } {
  const said = words[language];
  if (brake.kind === 'daily-limit') {
    const limit = brake.limit.toLocaleString(language);
    return { subject: filled(said.waits, { name }), text: filled(said.limit, { limit }) };
  }
  const { kind, percent, sent, bounced, complained } = brake;
  const figures = {
    count: (kind === 'bounces' ? bounced : complained).toLocaleString(language),
    sent: sent.toLocaleString(language),
    percent: percent.toLocaleString(language, { maximumFractionDigits: percent < 1 ? 2 : 1 }),
  };
  return { subject: filled(said.stopped, { name }), text: `${filled(said[kind], figures)} ${said.paused}` };
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}
