import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';

/** Where questions and toasts appear. They come from anywhere by events, so nothing has to stand inside. */
export function Overlays() {
  return (
    <>
      <ModalsProvider />
      <Notifications position="bottom-right" />
    </>
  );
}
