import type { CallExtras, RouteSpec } from '@anju/contract'
import { App, Button, Dropdown } from 'antd'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { useConsoleTexts } from '../../texts/texts.ts'

type FileRoute = RouteSpec & { response: 'file' }

interface ExportButtonProps {
  /** A `file` route of the contract that takes the list's filters and `format`. */
  route: FileRoute
  /** `list.query`: the filters as they are set now. */
  query: Record<string, unknown>
  /** Name of the file without its ending, when the server gives none. */
  name: string
}

/** Downloads everything that matches the present filters. */
export function ExportButton({ route, query, name }: ExportButtonProps) {
  const t = useConsoleTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const download = async (format: string) => {
    setBusy(true)
    try {
      const response: Response = await call(route, { query: { ...query, format } } as CallExtras)
      const fileName = fileNameOf(response.headers.get('content-disposition')) ?? `${name}.${format}`
      saveFile(await response.blob(), fileName)
      message.success(t('exporting.done', { name: fileName }))
    } catch (error) {
      message.error(`${t('exporting.failed')} · ${explain(error)}`, 6)
    } finally {
      setBusy(false)
    }
  }
  const items = [
    { key: 'xlsx', label: t('exporting.xlsx') },
    { key: 'csv', label: t('exporting.csv') },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void download(key) }} disabled={busy}>
      <Button icon={<Download size={14} aria-hidden />} loading={busy}>
        {t('exporting.button')}
      </Button>
    </Dropdown>
  )
}

/** The name in `attachment; filename*=UTF-8''…`, which is how Chinese names travel. */
export function fileNameOf(disposition: string | null): string | undefined {
  const extended = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1]
  if (extended) return decodeURIComponent(extended)
  return disposition?.match(/filename="?([^";]+)"?/i)?.[1]
}

/** Hands a file to the browser's downloads. */
export function saveFile(content: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
