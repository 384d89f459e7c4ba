/** Texts of the saved views of lists. */
export const views = {
  button: 'Widoki',
  none: 'Nie ma jeszcze zapisanych widoków. Ustaw filtry i zapisz je tutaj.',
  mine: 'Moje',
  shared: 'Wspólne',
  saveNew: 'Zapisz jako nowy widok…',
  update: 'Zapisz filtry w widoku „{{name}}”',
  change: 'Zmień „{{name}}”…',
  delete: 'Usuń „{{name}}”',
  clear: 'Wyczyść filtry',
  newTitle: 'Nowy widok',
  changeTitle: 'Zmiana widoku',
  name: 'Nazwa',
  nameNeeded: 'Nazwij ten widok.',
  share: 'Udostępnij wszystkim w obszarze roboczym',
  saved: 'Widok „{{name}}” został zapisany.',
  deleted: 'Widok „{{name}}” został usunięty.',
};
