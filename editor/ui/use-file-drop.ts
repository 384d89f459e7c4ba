import { useEffect, useState } from 'react';

/**
 * Takes files that are dropped anywhere on the page; answers whether one is held above it. `take` may change from
 * render to render.
 */
export function useFileDrop(isOn: boolean, take: (file: File) => void): boolean {
  const [isAbove, setAbove] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    // Entering a child comes before leaving its parent: what counts is how many were entered and not left.
    let entered = 0;
    const carriesFile = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
    function enter(event: DragEvent) {
      if (!carriesFile(event)) return;
      entered += 1;
      setAbove(true);
    }
    function leave(event: DragEvent) {
      if (!carriesFile(event)) return;
      entered -= 1;
      if (entered <= 0) setAbove(false);
    }
    // Without this the browser opens the file in place of the product.
    function over(event: DragEvent) {
      if (carriesFile(event)) event.preventDefault();
    }
    function drop(event: DragEvent) {
      if (!carriesFile(event)) return;
      event.preventDefault();
      entered = 0;
      setAbove(false);
      const file = event.dataTransfer?.files[0];
      if (file) take(file);
    }
    document.addEventListener('dragenter', enter);
    document.addEventListener('dragleave', leave);
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragenter', enter);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', drop);
    };
  }, [isOn, take]);
  return isOn && isAbove;
}
