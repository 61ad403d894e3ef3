import { imports } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { FileDown, PenLine, Stamp } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { fileNameOf, saveFile } from '../../shell/list/ExportButton.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import type { Import } from '../import-query.ts'
import type { Control } from './control-draft.ts'
import { useControlTexts } from './texts.ts'
import { useAcceptControl, useSignControl } from './useControl.ts'

/** Sign before anything is written; or enter the totals anew, which voids a signature. */
export function SignBar({ found, control, edit }: { found: Import; control: Control; edit: () => void }) {
  const t = useControlTexts()
  const sign = useSignControl(found)
  const may = useCan('imports.control.sign')
  const reason = !may
    ? t('needsPermission')
    : control.differences > 0
      ? t('differsFirst')
      : control.debtorDifferences > 0
        ? t('debtorsFirst')
        : undefined
  return (
    <>
      <FailureAlert error={sign.error} />
      <Button onClick={edit}>{t('edit')}</Button>
      {control.signed === null && control.version !== null ? (
        <ReasonButton
          type="primary"
          icon={<PenLine size={14} aria-hidden />}
          reason={reason}
          loading={sign.isPending}
          onClick={() => sign.mutate(control.version ?? 1)}
        >
          {t('sign')}
        </ReasonButton>
      ) : null}
    </>
  )
}

/** Finance takes over what was loaded. */
export function AcceptBar({ found, control }: { found: Import; control: Control }) {
  const t = useControlTexts()
  const [note, setNote] = useState('')
  const accept = useAcceptControl(found)
  const may = useCan('imports.control.sign')
  if (control.accepted !== null || control.version === null) return null
  const version = control.version
  return (
    <>
      <FailureAlert error={accept.error} />
      <Input
        className="im-control__note"
        maxLength={200}
        aria-label={t('acceptNote')}
        placeholder={t('acceptNote')}
        value={note}
        onChange={event => setNote(event.target.value)}
      />
      <ReasonButton
        type="primary"
        icon={<Stamp size={14} aria-hidden />}
        reason={may ? undefined : t('needsPermission')}
        loading={accept.isPending}
        onClick={() => accept.mutate({ version, ...(note.trim() ? { note: note.trim() } : {}) })}
      >
        {t('accept')}
      </ReasonButton>
    </>
  )
}

/** Both sheets, the differences and the signatures, for the archive. */
export function DownloadButton({ found }: { found: Import }) {
  const t = useControlTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const response = await call(imports.controlWorkbook, { params: { importId: found.id } })
      saveFile(await response.blob(), fileNameOf(response.headers.get('content-disposition')) ?? found.fileName)
    },
    onError: error => void message.error(`${t('download.failed')} · ${explain(error)}`, 6),
  })
  return (
    <Button icon={<FileDown size={14} aria-hidden />} loading={isPending} onClick={() => mutate()}>
      {t('download')}
    </Button>
  )
}
