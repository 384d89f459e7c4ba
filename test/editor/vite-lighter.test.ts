import { describe, expect, it } from 'vitest';
import { inOrder } from '../../editor/vite-lighter.ts';

describe("the styles of the library's components", () => {
  it('come in an order that says what overrules what, whichever page brings them', () => {
    const order = inOrder([
      'Menu',
      'Button',
      'Popover',
      'UnstyledButton',
      'baseline',
      'Input',
      'PasswordInput',
    ]);
    expect(order).toEqual([
      'baseline',
      'UnstyledButton',
      'Popover',
      'Input',
      'Button',
      'Menu',
      'PasswordInput',
    ]);
  });
});
