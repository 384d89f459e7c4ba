/** Texts of the saved views of lists. */
export const views = {
  button: 'Виды',
  none: 'Сохранённых видов пока нет. Задайте фильтры и сохраните их здесь.',
  mine: 'Мои',
  shared: 'Общие',
  saveNew: 'Сохранить как новый вид…',
  update: 'Сохранить фильтры в «{{name}}»',
  change: 'Изменить «{{name}}»…',
  delete: 'Удалить «{{name}}»',
  clear: 'Сбросить фильтры',
  newTitle: 'Новый вид',
  changeTitle: 'Изменение вида',
  name: 'Название',
  nameNeeded: 'Дайте виду название.',
  share: 'Открыть всем в рабочем пространстве',
  saved: 'Вид «{{name}}» сохранён.',
  deleted: 'Вид «{{name}}» удалён.',
};
