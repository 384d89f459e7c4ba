/** Texts of the pages, one group per page. */
export const pages = {
  workflows: { title: 'Workflows' },
};
