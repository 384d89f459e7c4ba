import type { running as english } from '../../en/pages/running.ts';
import type { Translation } from '../../translation.ts';

export const running: Translation<typeof english> = {
  stuck: {
    count_one: '{{count, number}} застрял',
    count_few: '{{count, number}} застряли',
    count_many: '{{count, number}} застряли',
    count_other: '{{count, number}} застряли',
    title: 'Кто застрял',
    about: 'Что-то остановило их в пути. Они останутся на месте, пока вы не решите.',
    nobody: 'Никто не застрял.',
    people_one: '{{count, number}} человек',
    people_few: '{{count, number}} человека',
    people_many: '{{count, number}} человек',
    people_other: '{{count, number}} человека',
    since: 'первый вход',
    retry_one: 'Повторить',
    retry_few: 'Повторить для этих {{count, number}}',
    retry_many: 'Повторить для этих {{count, number}}',
    retry_other: 'Повторить для этих {{count, number}}',
    retryTitle: 'Повторить?',
    retryText: 'Проверим их ещё раз там, где они стоят.',
    skip: 'Пропустить шаг',
    skipTitle: 'Пропустить шаг, на котором они стоят?',
    skipText:
      'Они пойдут дальше, как если бы шаг не удался: через «иначе», «не отправлено», «ошибка» или «время вышло», если такой выход есть.',
    'take-out': 'Вывести',
    'take-outTitle_one': 'Вывести {{count, number}} человека из сценария?',
    'take-outTitle_few': 'Вывести {{count, number}} человека из сценария?',
    'take-outTitle_many': 'Вывести {{count, number}} человек из сценария?',
    'take-outTitle_other': 'Вывести {{count, number}} человека из сценария?',
    'take-outText': 'Их путь закончится здесь, а то, что ждёт отправки, будет отменено.',
    working: 'Работаем с ними…',
    done: 'Готово. Кто всё ещё не может идти дальше, снова стоит здесь.',
    reasons: {
      'contact-gone': 'Контакта больше нет',
      'version-gone': 'Их версии сценария больше нет',
      'too-many-steps': 'Слишком много шагов подряд без ожидания',
      fault: 'Что-то не удалось: {{detail}}',
    },
  },
};
