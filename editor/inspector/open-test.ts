import { useView } from '../draft/view-store.ts';
import { focusInspector } from './focus-inspector.ts';

/** Goes to where a test run is begun. */
export function openTest(): void {
  useView.setState({ inspectorTab: 'test', isInspecting: true });
  focusInspector();
}
