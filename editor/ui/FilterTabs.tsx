import classes from './FilterTabs.module.css';

interface FilterTabsProps<Value extends string> {
  label: string;
  /** One that stands for none of the options leaves all of them up. */
  value: Value | (string & {});
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** Chooses one of a few filters; the chosen one is pressed. */
export function FilterTabs<Value extends string>({
  label,
  value,
  options,
  onChange,
}: FilterTabsProps<Value>) {
  return (
    <fieldset className={classes.tabs} aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={classes.tab}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
