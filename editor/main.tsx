import './layers.css';
import '@fontsource-variable/inter';
import '@mantine/core/styles.layer.css';
import './theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { startLanguage } from './i18n/language.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';
import { watchFirstPicture } from './ui/first-picture.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');

watchFirstPicture(router, queryClient);
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
