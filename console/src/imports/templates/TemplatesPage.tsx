import { imports, type WireResponseOf } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, listKey, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { useImportsTexts } from '../texts.ts'
import { EmptyWorkbookButton } from './EmptyWorkbookButton.tsx'

type Row = WireResponseOf<typeof imports.listTemplates>['items'][number]

const renew = () => void queryClient.invalidateQueries({ queryKey: listKey(imports.listTemplates) })

/** Saved mappings, to rename and delete, and empty workbooks to fill in. */
export function TemplatesPage() {
  const t = useImportsTexts()
  const list = useList(imports.listTemplates, { filters: ['text'] })
  const [renaming, setRenaming] = useState<Row>()
  const columns = useColumns(setRenaming)
  return (
    <ListPage>
      <PageHeader title={t('templates.title')} facts={t('templates.facts')} actions={<EmptyWorkbookButton />} />
      <FilterBar
        list={list}
        filters={[{ kind: 'text', key: 'text', label: t('templates.name'), width: 220 }]}
        end={<ExportButton route={imports.exportTemplates} query={list.query} name={t('templates.title')} />}
      />
      <DataTable
        list={list}
        name={t('templates.title')}
        columns={columns}
        empty={{ title: t('templates.empty'), text: t('templates.emptyText') }}
      />
      {renaming ? <RenameDialog key={renaming.id} row={renaming} close={() => setRenaming(undefined)} /> : null}
    </ListPage>
  )
}

function useColumns(rename: (row: Row) => void): Column<Row>[] {
  const t = useImportsTexts()
  const sheetsOf = (row: Row) =>
    row.sheets
      .map(({ kind, fields }) => t('templates.sheet', { kind: t(`kind.${kind}`), fields }))
      .join(t('parts.join'))
  return [
    { key: 'name', title: t('templates.name'), width: 220, sort: 'name', render: row => row.name },
    { key: 'sheets', title: t('templates.sheets'), width: 360, render: row => sheetsOf(row) },
    {
      key: 'createdAt',
      title: t('templates.createdAt'),
      width: 150,
      sort: 'createdAt',
      render: row => <span className="c-number">{formatDateTime(row.createdAt)}</span>,
    },
    {
      key: 'deed',
      title: t('templates.deed'),
      width: 150,
      render: row => <Deeds row={row} rename={() => rename(row)} />,
    },
  ]
}

function Deeds({ row, rename }: { row: Row; rename: () => void }) {
  const t = useImportsTexts()
  const explain = useRefusalText()
  const { message, modal } = App.useApp()
  const remove = async () => {
    try {
      await call(imports.deleteTemplate, { params: { templateId: row.id }, query: { version: row.version } })
      message.success(t('templates.deleted'))
    } catch (error) {
      message.error(explain(error))
    }
    renew()
  }
  const ask = () =>
    void modal.confirm({
      title: t('templates.deleteTitle', { name: row.name }),
      content: t('templates.deleteText'),
      okText: t('templates.delete'),
      okButtonProps: { danger: true },
      onOk: remove,
    })
  return (
    <span className="im-deeds">
      <Button size="small" onClick={rename}>
        {t('templates.rename')}
      </Button>
      <Button size="small" danger onClick={ask}>
        {t('templates.delete')}
      </Button>
    </span>
  )
}

function RenameDialog({ row, close }: { row: Row; close: () => void }) {
  const t = useImportsTexts()
  const { message } = App.useApp()
  const [name, setName] = useState(row.name)
  const rename = useMutation({
    mutationFn: () =>
      call(imports.renameTemplate, {
        params: { templateId: row.id },
        body: { name: name.trim(), version: row.version },
      }),
    onSuccess: () => {
      message.success(t('templates.renamed'))
      renew()
      close()
    },
  })
  const wrong = name.trim() === '' || name.trim() === row.name
  return (
    <Modal
      open
      title={t('templates.renameTitle')}
      onCancel={close}
      okText={t('templates.save')}
      okButtonProps={{ disabled: wrong }}
      confirmLoading={rename.isPending}
      onOk={() => rename.mutate()}
    >
      <Input
        value={name}
        maxLength={100}
        autoFocus
        aria-label={t('templates.name')}
        onChange={event => setName(event.target.value)}
        onPressEnter={() => (wrong ? undefined : rename.mutate())}
      />
      <FailureAlert error={rename.error} />
    </Modal>
  )
}
