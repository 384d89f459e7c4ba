import type { Leaf } from '../../shared/condition.ts';
import type { ParamDefinition } from '../../shared/vocabulary/fact-definition.ts';
import { facts } from '../../shared/vocabulary/facts.ts';
import classes from './condition.module.css';
import { ParamField } from './ParamField.tsx';
import { type MeasuredFact, withParams } from './rule-reading.ts';

interface MeasurePartsProps {
  leaf: Leaf;
  fact: MeasuredFact;
  path: string;
  onChange: (leaf: Leaf) => void;
}

/** A field for every parameter that means something to what is measured, as the fact's definition lists them. */
export function MeasureParts({ leaf, fact, path, onChange }: MeasurePartsProps) {
  const { params } = facts[fact];
  const measure = leaf.params?.measure ?? params.measure?.default;
  const shown = Object.entries(params).filter(
    ([, { measures }]) => !measures || measures.some((each) => each === measure),
  );
  return (
    <div className={classes.params}>
      {shown.map(([name, definition]) => (
        <div key={name} className={isWide(definition) ? classes.whole : undefined}>
          <ParamField
            name={name}
            definition={definition}
            value={leaf.params?.[name]}
            path={`${path}.params.${name}`}
            onChange={(value) => onChange(withParams(leaf, { ...dropped(name, value), [name]: value }))}
          />
        </div>
      ))}
    </div>
  );

  /** What meant something to the measure before and means nothing to the next one. */
  function dropped(name: string, value: unknown): Record<string, undefined> {
    if (name !== 'measure') return {};
    const idle = Object.entries(params).filter(
      ([, { measures }]) => measures && !measures.some((each) => each === value),
    );
    return Object.fromEntries(idle.map(([each]) => [each, undefined]));
  }
}

function isWide({ input }: ParamDefinition): boolean {
  return input === 'choice' || input === 'where';
}
