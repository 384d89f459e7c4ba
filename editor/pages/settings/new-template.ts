/** Stands in the address for a template that has no key yet; no key can begin with “_”. */
export const NEW_TEMPLATE = '_new';
