import '@xyflow/react/dist/style.css';
import { Background, type Edge, type Node, Panel, ReactFlow, useReactFlow } from '@xyflow/react';
import { createRoot } from 'react-dom/client';

// The canvas library with nothing of ours: plain boxes and lines, as many as the address says.
const count = Number(new URLSearchParams(location.search).get('steps') ?? 50);
const COLUMNS = 6;

const nodes: Node[] = Array.from({ length: count }, (_, index) => ({
  id: String(index),
  position: { x: (index % COLUMNS) * 360, y: Math.floor(index / COLUMNS) * 170 },
  data: { label: `Step ${index}` },
  style: { width: 300, height: 80 },
}));
const edges: Edge[] = nodes
  .slice(COLUMNS)
  .map(({ id }) => ({ id, source: String(Number(id) - COLUMNS), target: id, type: 'smoothstep' }));

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <ReactFlow
      defaultNodes={nodes}
      defaultEdges={edges}
      defaultViewport={{ x: 40, y: 60, zoom: 0.92 }}
      onlyRenderVisibleElements={count > 150}
      panOnScroll
      minZoom={0.1}
    >
      <Background gap={22} />
      <Panel position="bottom-left">
        <Add />
      </Panel>
    </ReactFlow>,
  );

/** Puts another box on the page, as somebody who adds a step does. */
function Add() {
  const { addNodes, getNodes } = useReactFlow();
  const add = () => {
    const id = `added-${getNodes().length}`;
    const position = { x: 40, y: 90 };
    addNodes({ id, position, data: { label: id }, style: { width: 300, height: 80 } });
  };
  return (
    <button type="button" onClick={add}>
      Add
    </button>
  );
}
