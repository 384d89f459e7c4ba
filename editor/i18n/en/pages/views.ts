/** Texts of the saved views of lists. */
export const views = {
  button: 'Views',
  none: 'No saved views yet. Set filters, then save them here.',
  mine: 'Mine',
  shared: 'Shared',
  saveNew: 'Save as new view…',
  update: 'Update “{{name}}” with these filters',
  change: 'Edit “{{name}}”…',
  delete: 'Delete “{{name}}”',
  clear: 'Clear filters',
  newTitle: 'Save as new view',
  changeTitle: 'Edit view',
  name: 'Name',
  nameNeeded: 'Give the view a name.',
  share: 'Share with everyone in the workspace',
  saved: 'View “{{name}}” saved.',
  deleted: 'View “{{name}}” deleted.',
};
