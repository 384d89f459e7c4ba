/** Texts of the saved views of lists. */
export const views = {
  button: 'Views',
  none: 'No view is saved yet. Set filters, then save them here.',
  mine: 'Mine',
  shared: 'Everybody’s',
  saveNew: 'Save as a new view…',
  update: 'Save the filters in “{{name}}”',
  change: 'Change “{{name}}”…',
  delete: 'Delete “{{name}}”',
  clear: 'Clear filters',
  newTitle: 'Save as a new view',
  changeTitle: 'Change the view',
  name: 'Name',
  nameNeeded: 'Give the view a name.',
  share: 'Everybody who works here sees it',
  saved: 'The view “{{name}}” is saved.',
  deleted: 'The view “{{name}}” is deleted.',
};
