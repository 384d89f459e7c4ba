import '@mantine/notifications/styles.layer.css';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { tellOverlaysThere } from './overlays-there.ts';

/** Where questions and toasts appear. They come from anywhere by events, so nothing has to stand inside. */
export function Overlays() {
  useEffect(tellOverlaysThere, []);
  return (
    <>
      <ModalsProvider />
      <Notifications position="bottom-right" />
    </>
  );
}
