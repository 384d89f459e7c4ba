/** What the preference page says, in the languages Mooring writes. All texts are HTML-safe as they stand. */
export const unsubscribeWords = {
  en: {
    us: 'us',
    title: 'Your e-mail preferences',
    unsubscribedTitle: 'You are unsubscribed',
    about: (company: string, address: string) => `E-mails from ${company}${address ? ` to ${address}` : ''}.`,
    all: 'Unsubscribe from all of these e-mails',
    mistake: 'That was a mistake?',
    subscribe: 'Subscribe again',
    topics: 'I do not want e-mails about',
    save: 'Save my choice',
    service: 'Messages that belong to your account, such as invoices, are still sent.',
    done: {
      unsubscribed: 'Done. You get no more of these e-mails.',
      saved: 'Your choice is saved.',
      subscribed: 'You are subscribed again.',
    },
    invalidTitle: 'This link is not valid',
    invalid:
      'It may have been cut off. Open the link in the e-mail again, or answer the e-mail and ask us to stop.',
  },
  pl: {
    us: 'nas',
    title: 'Twoje preferencje e-mail',
    unsubscribedTitle: 'Nie subskrybujesz już tych wiadomości',
    about: (company: string, address: string) =>
      `Wiadomości od ${company}${address ? ` na adres ${address}` : ''}.`,
    all: 'Wypisz mnie ze wszystkich tych wiadomości',
    mistake: 'To pomyłka?',
    subscribe: 'Zapisz mnie ponownie',
    topics: 'Nie chcę wiadomości na temat',
    save: 'Zapisz mój wybór',
    service: 'Wiadomości dotyczące Twojego konta, na przykład faktury, będą nadal wysyłane.',
    done: {
      unsubscribed: 'Gotowe. Nie dostaniesz więcej takich wiadomości.',
      saved: 'Twój wybór został zapisany.',
      subscribed: 'Ponownie subskrybujesz te wiadomości.',
    },
    invalidTitle: 'Ten link jest nieprawidłowy',
    invalid:
      'Mógł zostać ucięty. Otwórz link w wiadomości jeszcze raz albo odpisz na nią z prośbą o wypisanie.',
  },
  ru: {
    us: 'нас',
    title: 'Ваши настройки писем',
    unsubscribedTitle: 'Вы отписаны',
    about: (company: string, address: string) =>
      `Письма от ${company}${address ? ` на адрес ${address}` : ''}.`,
    all: 'Отписаться от всех этих писем',
    mistake: 'Это ошибка?',
    subscribe: 'Подписаться снова',
    topics: 'Я не хочу получать письма на темы',
    save: 'Сохранить выбор',
    service: 'Письма о вашей учётной записи, например счета, по-прежнему будут приходить.',
    done: {
      unsubscribed: 'Готово. Таких писем больше не будет.',
      saved: 'Ваш выбор сохранён.',
      subscribed: 'Вы снова подписаны.',
    },
    invalidTitle: 'Ссылка недействительна',
    invalid:
      'Возможно, она была обрезана. Откройте ссылку из письма ещё раз или ответьте на письмо с просьбой отписать вас.',
  },
};
