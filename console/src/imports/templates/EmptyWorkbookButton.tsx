import { imports } from '@anju/contract'
import { App, Button, Dropdown } from 'antd'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { fileNameOf, saveFile } from '../../shell/list/ExportButton.tsx'
import { useImportsTexts } from '../texts.ts'

const KINDS = imports.IMPORT_KINDS

/** Downloads a workbook to fill in, of one kind or of all. */
export function EmptyWorkbookButton() {
  const t = useImportsTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const download = async (key: string) => {
    setBusy(true)
    try {
      const kind = KINDS.find(one => one === key)
      const response = await call(imports.emptyWorkbook, { query: kind ? { kind } : {} })
      const name = fileNameOf(response.headers.get('content-disposition')) ?? `${t('templates.title')}.xlsx`
      saveFile(await response.blob(), name)
      message.success(t('templates.downloaded', { name }), 5)
    } catch (error) {
      message.error(explain(error), 6)
    } finally {
      setBusy(false)
    }
  }
  const items = [
    { key: 'all', label: t('templates.all') },
    { type: 'divider' as const },
    ...KINDS.map(kind => ({ key: kind, label: t(`kind.${kind}`) })),
  ]
  return (
    <Dropdown trigger={['click']} disabled={busy} menu={{ items, onClick: ({ key }) => void download(key) }}>
      <Button icon={<Download size={14} aria-hidden />} loading={busy}>
        {t('templates.download')}
      </Button>
    </Dropdown>
  )
}
