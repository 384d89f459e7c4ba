/** What the preference page says, in the languages Mooring writes. All texts are HTML-safe as they stand. */
export const unsubscribeWords = {
  en: {
    us: 'us',
    title: 'Your e-mail preferences',
    unsubscribedTitle: 'You are unsubscribed',
    about: (company: string, address: string) => `E-mails from ${company}${address ? ` to ${address}` : ''}.`,
    all: 'Unsubscribe from all of these e-mails',
    mistake: 'Was that a mistake?',
    subscribe: 'Subscribe again',
    topics: 'I do not want e-mails about',
    save: 'Save my choice',
    service: 'Messages about your account, such as invoices, are still sent.',
    done: {
      unsubscribed: 'Done. You won’t get these e-mails any more.',
      saved: 'Your choice has been saved.',
      subscribed: 'You are subscribed again.',
    },
    invalidTitle: 'This link is not valid',
    invalid:
      'It may have been cut off. Open the link from the e-mail again, or reply to the e-mail and ask us to stop.',
  },
  pl: {
    us: 'nas',
    title: 'Preferencje e-mail',
    unsubscribedTitle: 'Subskrypcja została anulowana',
    about: (company: string, address: string) =>
      `Wiadomości od ${company}${address ? ` na adres ${address}` : ''}.`,
    all: 'Wypisz mnie ze wszystkich tych wiadomości',
    mistake: 'To pomyłka?',
    subscribe: 'Zapisz mnie ponownie',
    topics: 'Nie chcę wiadomości na temat',
    save: 'Zapisz mój wybór',
    service: 'Wiadomości dotyczące konta, na przykład faktury, będą nadal wysyłane.',
    done: {
      unsubscribed: 'Gotowe. Takie wiadomości nie będą już wysyłane.',
      saved: 'Wybór został zapisany.',
      subscribed: 'Subskrypcja została wznowiona.',
    },
    invalidTitle: 'Ten link jest nieprawidłowy',
    invalid:
      'Mógł zostać ucięty. Prosimy otworzyć link z wiadomości jeszcze raz albo odpisać na nią z prośbą o wypisanie.',
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
