/** Keeps passwords as slow hashes. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** False for a wrong password and for a hash that is none. */
  verify(hash: string, password: string): Promise<boolean>;
}
