/** Texts of `editor/sandbox`. */
export const sandbox = {};
