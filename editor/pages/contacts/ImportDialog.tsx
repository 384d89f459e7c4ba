import { Button, FileInput, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnPlan, ImportView, TableKind } from '../../../shared/table.ts';
import type { ApiProblem } from '../../api-client.ts';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { useFileDrop } from '../../ui/use-file-drop.ts';
import { ColumnTable } from './ColumnTable.tsx';
import { ConsentWords } from './ConsentWords.tsx';
import { ImportOutcome } from './ImportOutcome.tsx';
import { uploadTable } from './upload-table.ts';

type Work = { what: 'check' | 'run'; job: string };

/** Brings a table in: a file, its columns, a check that writes nothing, then the import. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['pages', 'shell']);
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<TableKind>('contacts');
  const [table, setTable] = useState<ImportView | null>(null);
  const [columns, setColumns] = useState<ColumnPlan[]>([]);
  const [consent, setConsent] = useState<{ granted: string[]; denied: string[] }>({
    granted: [],
    denied: [],
  });
  const [work, setWork] = useState<Work | null>(null);
  const [failure, setFailure] = useState<ApiProblem | null>(null);
  const upload = useMutation({
    mutationFn: (file: File) => uploadTable(file, kind),
    onSuccess: (view) => {
      setTable(view);
      setColumns(view.columns.map(({ guess }) => guess));
    },
  });
  const isAbove = useFileDrop(!table && !upload.isPending, upload.mutate);
  const hasConsent = columns.some(({ target }) => target === 'email-consent' || target === 'phone-consent');
  const start = useMutation({
    mutationFn: async (what: Work['what']) => {
      if (!table) return null;
      const request = {
        params: { id: table.id },
        body: { columns, ...(hasConsent ? { consent } : {}) },
      };
      const { job } = await (what === 'check' ? api.checkImport(request) : api.runImport(request));
      return { what, job };
    },
    onMutate: () => setFailure(null),
    onSuccess: setWork,
  });
  async function finish() {
    if (!table) return;
    setWork(null);
    setTable(await api.getImport({ params: { id: table.id } }));
    await queryClient.invalidateQueries({ queryKey: ['contacts'] });
  }
  const isDone = table?.state === 'done';
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('tables.title')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
      closeOnClickOutside={!table}
    >
      <Stack>
        {!table && (
          <>
            <SegmentedControl
              aria-label={t('tables.kind')}
              value={kind}
              onChange={(value) => setKind(value as TableKind)}
              data={(['contacts', 'accounts'] as const).map((value) => ({
                value,
                label: t(`tables.kinds.${value}`),
              }))}
            />
            <FileInput
              size="sm"
              label={t('tables.file')}
              description={t('tables.fileHint')}
              placeholder={t(isAbove ? 'tables.dropHere' : 'tables.choose')}
              accept=".csv,.tsv,.txt,text/csv"
              disabled={upload.isPending}
              onChange={(file) => file && upload.mutate(file)}
            />
          </>
        )}
        {table && !isDone && (
          <>
            <Text size="sm">{t('tables.columns')}</Text>
            <ColumnTable kind={table.kind} columns={table.columns} plans={columns} onChange={setColumns} />
            {hasConsent && <ConsentWords words={consent} onChange={setConsent} />}
          </>
        )}
        {table && <ImportOutcome table={table} />}
        {work && (
          <JobProgress
            job={work.job}
            label={t(work.what === 'check' ? 'tables.checking' : 'tables.importing')}
            onDone={() => void finish()}
            onFailed={(problem) => {
              setWork(null);
              setFailure(problem);
            }}
          />
        )}
        <ErrorNotice error={upload.error ?? start.error ?? failure} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t(isDone ? 'shell:common.close' : 'shell:common.cancel')}
          </Button>
          {table && !isDone && (
            <>
              <Button variant="default" disabled={work !== null} onClick={() => start.mutate('check')}>
                {t('tables.check')}
              </Button>
              <Button disabled={work !== null} loading={start.isPending} onClick={() => start.mutate('run')}>
                {t('tables.run')}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
