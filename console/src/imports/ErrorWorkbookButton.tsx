import { imports } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { FileWarning } from 'lucide-react'
import { call } from '../api.ts'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRefusalText } from '../refusal.ts'
import { fileNameOf, saveFile } from '../shell/list/ExportButton.tsx'
import type { Import } from './import-query.ts'
import { useImportsTexts } from './texts.ts'

/** Downloads the uploaded workbook with every problem written beside its row. */
export function ErrorWorkbookButton({ found }: { found: Import }) {
  const t = useImportsTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const response = await call(imports.errorWorkbook, { params: { importId: found.id } })
      const name = fileNameOf(response.headers.get('content-disposition')) ?? found.fileName
      saveFile(await response.blob(), name)
      return name
    },
    onSuccess: name => void message.success(t('errorWorkbook.done', { name })),
    onError: error => void message.error(`${t('errorWorkbook.failed')} · ${explain(error)}`, 6),
  })
  const reading = ['reading', 'failed', 'cancelled'].includes(found.state)
  const none = found.errorCount + found.warningCount === 0
  return (
    <ReasonButton
      icon={<FileWarning size={14} aria-hidden />}
      loading={isPending}
      onClick={() => mutate()}
      reason={
        reading
          ? t(found.state === 'reading' ? 'map.busy' : 'check.failed')
          : none
            ? t('errorWorkbook.none')
            : undefined
      }
    >
      {t('errorWorkbook')}
    </ReasonButton>
  )
}
