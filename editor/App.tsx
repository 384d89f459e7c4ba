import { localStorageColorSchemeManager, type MantineColorScheme, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { lazyPart } from './lazy-part.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';
import { cssVariables, theme } from './theme.ts';
import { whenIdle } from './ui/when-idle.ts';

// Pages are drawn without them; what is said before they are there waits for them.
const Overlays = lazyPart(() => import('./ui/Overlays.tsx'), 'Overlays');

// The same key is read by public/colour-scheme.js before anything is drawn.
const colorSchemeManager = localStorageColorSchemeManager({ key: 'mooring.colour-scheme' });
const followSystem: MantineColorScheme = 'auto';

/** Everything around the pages: theme, data, dialogs, toasts, routes. */
export function App() {
  const [hasOverlays, setOverlays] = useState(false);
  useEffect(() => whenIdle(() => setOverlays(true)), []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme={followSystem}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Suspense fallback={null}>{hasOverlays && <Overlays />}</Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}
