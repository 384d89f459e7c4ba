import { IconFileImport } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFileDrop } from '../../ui/use-file-drop.ts';
import { useMay } from '../use-may.ts';
import { useImportWorkflow } from './use-import-workflow.ts';
import classes from './WorkflowDrop.module.css';

/** A file dropped on the page becomes a new draft; while it is held above, the page says so. */
export function WorkflowDrop() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const importFile = useImportWorkflow();
  const take = useCallback((file: File) => void importFile(file), [importFile]);
  const isAbove = useFileDrop(may('marketer'), take);
  if (!isAbove) return null;
  return (
    <div className={classes.veil} role="status">
      <IconFileImport size={28} stroke={1.6} aria-hidden />
      {t('workflows.dropHere')}
    </div>
  );
}
