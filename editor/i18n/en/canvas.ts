/** Texts of `editor/canvas`. */
export const canvas = {};
