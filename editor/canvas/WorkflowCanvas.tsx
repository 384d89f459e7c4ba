import '@xyflow/react/dist/base.css';
import './canvas.css';
import './far.css';
import { useComputedColorScheme } from '@mantine/core';
import { Background, MiniMap, type NodeChange, ReactFlow, ReactFlowProvider, useStore } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounts } from '../draft/counts-store.ts';
import { useDraft } from '../draft/draft-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { focusOnCanvas, select, useView } from '../draft/view-store.ts';
import { CanvasToolbar } from './CanvasToolbar.tsx';
import { ChosenBar } from './ChosenBar.tsx';
import { FindBar } from './FindBar.tsx';
import { edgeTypes } from './FlowLine.tsx';
import { type FlowNode, type FlowView, viewOf } from './flow-view.ts';
import { kindLook } from './kind-look.ts';
import { nodeTypes } from './nodes.tsx';
import { SelectionNumbers } from './SelectionNumbers.tsx';
import { StatsBar } from './StatsBar.tsx';
import { useCamera } from './use-camera.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useDrops } from './use-drops.ts';
import { useMarquee } from './use-marquee.ts';

/** Above this many steps only what is in view is drawn; below, drawing all of them is the faster way. */
const MANY = 150;

/** Below this zoom a card shows its name alone, large. */
const FAR = 0.6;

/** Below this one the name needs all the room that the card has. */
const FARTHER = 0.45;

/** Below this one there is room for nothing but the name. */
const DISTANT = 0.34;

/** Below this one no name could be read: colour and picture tell the kinds of steps apart. */
const BLOCKS = 0.25;

/** On narrower screens the mini map would cover the steps; it can still be turned on. */
const MAP_FROM = 1_500;

/** The workflow drawn from top to bottom. Positions are computed, so there is nothing to tidy up. */
export function WorkflowCanvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

interface CanvasProps {
  onTest: (step?: string) => void;
  onShortcuts: () => void;
  onRemove: (id: string) => void;
}

function Canvas(props: CanvasProps) {
  const { t } = useTranslation('canvas');
  const colorMode = useComputedColorScheme('light');
  const view = useFlowView();
  const [hasMap, setMap] = useState(() => window.innerWidth >= MAP_FROM);
  const box = useRef<HTMLDivElement>(null);
  const camera = useCamera(view.layout, box);
  const latest = useRef(view.layout);
  latest.current = view.layout;
  const area = useMarquee(latest, box);
  const drops = useDrops();
  // From afar only names can be read, so they get all the room; the cards keep their size.
  const far = useStore(({ transform: [, , zoom] }) =>
    zoom >= FAR
      ? undefined
      : zoom >= FARTHER
        ? 'far'
        : zoom >= DISTANT
          ? 'farther'
          : zoom >= BLOCKS
            ? 'distant'
            : 'blocks',
  );
  useCanvasKeys({ ...props, layout: view.layout, camera, box });
  useEffect(() => {
    // The step that Tab reaches must exist: after a deletion or an undo it may not.
    if (!view.layout.spots.has(useView.getState().current)) {
      useView.setState({ current: TRIGGER });
      // Its step went, and the focus with it: the keyboard must not be left nowhere.
      const focused = document.activeElement?.getAttribute('data-step');
      if (document.activeElement === document.body || (focused && !view.layout.spots.has(focused)))
        focusOnCanvas(TRIGGER);
    }
    const { selected } = useView.getState();
    if (selected !== null && !view.layout.spots.has(selected)) select(null);
  }, [view]);

  return (
    <section
      ref={box}
      className="mo-canvas"
      aria-label={t('label')}
      id="canvas"
      data-far={far}
      data-map={hasMap || undefined}
      {...drops.handlers}
    >
      <ReactFlow
        nodes={view.nodes}
        edges={view.edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={ignoreChanges}
        colorMode={colorMode}
        onlyRenderVisibleElements={view.nodes.length > MANY}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomOnDoubleClick={false}
        panOnScroll
        minZoom={0.1}
        maxZoom={1.6}
        proOptions={{ hideAttribution: true }}
        onPaneClick={() => select(null)}
      >
        <Background gap={22} size={1.4} color="var(--m-dot)" />
        {hasMap && (
          <MiniMap
            position="top-right"
            pannable
            zoomable
            nodeColor={mapColour}
            nodeBorderRadius={10}
            style={{ width: 132, height: 92 }}
            ariaLabel={t('tools.map')}
          />
        )}
      </ReactFlow>
      {area && <div className="mo-area" style={area} />}
      {drops.isOver && (
        <div className="mo-drop" aria-hidden>
          {t('file.drop')}
        </div>
      )}
      <StatsBar />
      <SelectionNumbers />
      <FindBar />
      <ChosenBar />
      <CanvasToolbar
        camera={camera}
        hasMap={hasMap}
        onMap={() => setMap(!hasMap)}
        onShortcuts={props.onShortcuts}
      />
    </section>
  );
}

/** The drawn workflow, keeping every object that did not change. */
function useFlowView(): FlowView {
  const workflow = useDraft(({ history }) => history.present);
  const hasCounts = useCounts(({ counts }) => counts !== undefined);
  const before = useRef<FlowView>(undefined);
  return useMemo(() => {
    before.current = viewOf(workflow, hasCounts, before.current);
    return before.current;
  }, [workflow, hasCounts]);
}

// Sizes are fixed and nothing can be dragged, so there is no change to take over.
function ignoreChanges(_: NodeChange[]): void {}

const mapColours = {
  trigger: '#8e6be0',
  rule: '#e0a04a',
  split: '#e37fae',
  wait: '#8aa6d0',
  action: '#4fb3a2',
  plain: '#b9c0cd',
  note: '#e6c94a',
};

function mapColour(node: FlowNode): string {
  if (node.type === 'trigger') return mapColours.trigger;
  if (node.type === 'note') return mapColours.note;
  return 'step' in node.data ? mapColours[kindLook[node.data.step.kind].tone] : mapColours.plain;
}
