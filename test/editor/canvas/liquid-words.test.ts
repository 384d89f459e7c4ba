import { describe, expect, it } from 'vitest';
import { sayLiquid } from '../../../editor/canvas/liquid-words.ts';

describe('a text with Liquid on a card', () => {
  it('names what is filled in, in the reader’s language', () => {
    const text = '{{ contact.traits.firstName | default: "Somebody" }} looked at {{ account.name }}';
    expect(sayLiquid(text, 'en')).toBe('[first name] looked at [account name]');
    expect(sayLiquid(text, 'pl')).toBe('[imię] looked at [nazwa firmy]');
    expect(sayLiquid(text, 'ru')).toBe('[имя] looked at [название компании]');
  });

  it('shows the first of alternatives, and no tags', () => {
    const text = 'Quieter{% if account.name %} at {{ account.name }}{% else %} with you{% endif %} lately';
    expect(sayLiquid(text, 'en')).toBe('Quieter at [account name] lately');
  });

  it('leaves what has none or is half written as it is', () => {
    expect(sayLiquid('No  tags {here}', 'en')).toBe('No tags {here}');
    expect(sayLiquid('Hello {{ contact.', 'en')).toBe('Hello {{ contact.');
    expect(sayLiquid('{{ "now" | date: "%Y" }}', 'en')).toBe('[…]');
    expect(sayLiquid('{{ account.meters.seats.value }} of {{trigger.properties.limit}}', 'en')).toBe(
      '[account meters › seats › value] of [limit]',
    );
  });
});
