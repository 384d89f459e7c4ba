import { create } from 'zustand';
import type { PresentPerson } from '../../shared/workflow-view.ts';
import { api } from '../api-client.ts';
import { noticeNewer } from './saving.ts';
import { useView } from './view-store.ts';

/** Who else has the workflow open, and which step they are at. */
export const usePresence = create<{ others: readonly PresentPerson[] }>(() => ({ others: [] }));

const EVERY = 10_000;
/** Walking along with the arrow keys shall not send a call for each step. */
const SETTLES = 800;

/** Says every few seconds that one is here, and takes in what others saved; returns how to leave. */
export function startPresence(id: string): () => void {
  const session = crypto.randomUUID();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const say = async () => {
    clearTimeout(timer);
    const { selected } = useView.getState();
    try {
      const step = selected?.startsWith(':') === false ? selected : undefined;
      const { others, etag } = await api.beInWorkflow({ params: { id }, body: { session, step } });
      if (isOver) return;
      usePresence.setState(({ others: before }) =>
        JSON.stringify(before) === JSON.stringify(others) ? {} : { others },
      );
      await noticeNewer(etag);
    } catch {
      // Saving tells when the server is away; presence only waits until it is back.
    }
    if (!isOver) timer = setTimeout(() => void say(), EVERY);
  };
  void say();
  const stopWatching = useView.subscribe((now, before) => {
    if (now.selected === before.selected || usePresence.getState().others.length === 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => void say(), SETTLES);
  });
  const onReturn = () => document.visibilityState === 'visible' && void say();
  document.addEventListener('visibilitychange', onReturn);
  const leave = () => {
    const said = api.beInWorkflow({ params: { id }, body: { session, left: true }, keepalive: true });
    said.catch(() => undefined);
  };
  // A reload or a closed tab ends without a word otherwise, and others would see somebody who is gone.
  window.addEventListener('pagehide', leave);
  return () => {
    isOver = true;
    clearTimeout(timer);
    stopWatching();
    document.removeEventListener('visibilitychange', onReturn);
    window.removeEventListener('pagehide', leave);
    usePresence.setState({ others: [] });
    leave();
  };
}
