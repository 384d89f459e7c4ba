import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef0ff',
  '#dfe2fe',
  '#c3c8fc',
  '#a2a8f8',
  '#8388f2',
  '#6a6ce9',
  '#5753d8',
  '#4a44bd',
  '#3d3a98',
  '#343378',
];
// Mantine's own red is too light for words on white.
const red: MantineColorsTuple = [
  '#fdeaea',
  '#fad5d5',
  '#f4b4b4',
  '#ff9d9d',
  '#ff8a8a',
  '#df5050',
  '#c62a2a',
  '#ad2020',
  '#931a1a',
  '#7a1515',
];
const ink: MantineColorsTuple = [
  '#c9ced9',
  '#b3bac8',
  '#8c95a6',
  '#687185',
  '#414a5c',
  '#323a4a',
  '#222936',
  '#191f2b',
  '#12161f',
  '#0c0f16',
];

const dialogTitle = { fontSize: 16, fontWeight: 640, lineHeight: '22px' };

/** Mooring's look in Mantine's terms. What Mantine does not know stands in `theme.css` as `--m-…`. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 6 },
  colors: { brand, red, dark: ink },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace",
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  headings: { fontWeight: '640' },
  cursorType: 'pointer',
  autoContrast: true,
  respectReducedMotion: true,
  components: {
    // Descriptions and errors are two pixels smaller than the field by default: too small to read.
    InputWrapper: {
      styles: { label: { marginBottom: 4 }, description: { fontSize: 12 }, error: { fontSize: 12 } },
    },
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 30 } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    // A list that opens by itself when the keyboard comes by covers what is below it.
    Select: {
      defaultProps: {
        size: 'xs',
        comboboxProps: { shadow: 'md' },
        allowDeselect: false,
        openOnFocus: false,
      },
    },
    Autocomplete: { defaultProps: { openOnFocus: false } },
    Switch: { defaultProps: { size: 'sm' } },
    // The placeholder that takes the focus first has no name, which screen readers announce as nothing.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', position: 'bottom-end' } },
    Modal: { defaultProps: { centered: true, radius: 'lg' }, styles: { title: dialogTitle } },
    Drawer: { defaultProps: { position: 'right' }, styles: { title: dialogTitle } },
    Tooltip: { defaultProps: { fz: 12, withArrow: true } },
  },
});

/** Mantine's own variables that follow the tokens of `theme.css`. */
export const cssVariables: CSSVariablesResolver = () => {
  const fromTokens = {
    '--mantine-color-body': 'var(--m-panel)',
    '--mantine-color-text': 'var(--m-text)',
    '--mantine-color-dimmed': 'var(--m-dim)',
    '--mantine-color-placeholder': 'var(--m-placeholder)',
    // Words of subtle and light buttons.
    '--mantine-color-red-light-color': 'var(--m-error)',
    // Mantine's own shade under the pointer is too dark for these words.
    '--mantine-color-red-light-hover': 'color-mix(in srgb, var(--m-error-bg) 94%, var(--m-error))',
    '--mantine-color-brand-light-color': 'var(--m-brand-text)',
    '--mantine-color-anchor': 'var(--m-brand-text)',
    '--mantine-color-error': 'var(--m-error)',
    '--mantine-color-default-border': 'var(--m-line-strong)',
  };
  return {
    variables: {},
    light: fromTokens,
    dark: { ...fromTokens, '--mantine-color-default': 'var(--m-field)' },
  };
};
