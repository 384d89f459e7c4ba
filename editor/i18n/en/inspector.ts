/** Texts of `editor/inspector`. */
export const inspector = {};
