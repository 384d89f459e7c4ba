import classes from './FilterTabs.module.css';

interface FilterTabsProps<Value extends string> {
  label: string;
  /** One that stands for none of the options leaves all of them up. */
  value: Value | (string & {});
  /** A count stands beside what waits for somebody. */
  options: readonly { value: Value; label: string; count?: string | undefined }[];
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
          {option.count && <span className={classes.count}>{option.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
