import { ApiError, imports } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Modal, Select } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRefusalText } from '../refusal.ts'
import { listKey } from '../shell/list/index.ts'
import { RequestId } from '../shell/states/FailureNotice.tsx'
import { ChosenFile, DropZone } from './DropZone.tsx'
import { fileSize } from './file-size.ts'
import { importQuery } from './import-query.ts'
import { useImportsTexts } from './texts.ts'
import { type FileFault, faultOf, MAX_BYTES, uploadWorkbook } from './upload-workbook.ts'
import './upload.css'
import { NoneFound } from '../shell/form/NoneFound.tsx'

const MB = 1024 * 1024

/** Chooses a community and a workbook, sends it, and goes to its import. */
export function UploadDialog({ open, close }: { open: boolean; close: () => void }) {
  const t = useImportsTexts()
  const [busy, setBusy] = useState(false)
  return (
    <Modal
      open={open}
      title={t('upload.title')}
      onCancel={close}
      footer={null}
      width={560}
      destroyOnHidden
      mask={{ closable: !busy }}
    >
      <UploadForm close={close} setBusy={setBusy} />
    </Modal>
  )
}

interface Choice {
  file: File
  /** Made once per chosen file: sending it again after a failure is the same upload and the same import. */
  fileId: string
  importId: string
}

function UploadForm({ close, setBusy }: { close: () => void; setBusy: (busy: boolean) => void }) {
  const t = useImportsTexts()
  const community = useCommunity()
  const [communityId, setCommunityId] = useState(community.id)
  const [choice, setChoice] = useState<Choice>()
  const [fault, setFault] = useState<{ kind: FileFault | 'several'; file: File }>()
  const upload = useUpload(close)
  const sending = upload.isPending
  useEffect(() => setBusy(sending), [sending, setBusy])
  useKeptPage()
  const choose = (files: File[]) => {
    const [file] = files
    if (!file) return
    upload.reset()
    const kind = files.length > 1 ? 'several' : faultOf(file)
    setFault(kind ? { kind, file } : undefined)
    setChoice(kind ? undefined : { file, fileId: newId(), importId: newId() })
  }
  const target = community.all.find(one => one.id === communityId)
  return (
    <form
      className="im-upload"
      onSubmit={event => {
        event.preventDefault()
        if (choice && communityId && !sending) upload.mutate({ ...choice, communityId })
      }}
    >
      <CommunityField value={communityId} onChange={setCommunityId} disabled={sending} />
      {choice ? (
        <ChosenFile file={choice.file} share={sending ? upload.share : undefined} change={() => setChoice(undefined)} />
      ) : (
        <DropZone onFiles={choose} maxMb={MAX_BYTES / MB} />
      )}
      {fault ? <FaultAlert {...fault} /> : null}
      {upload.error ? <UploadFailure error={upload.error} /> : null}
      <UploadFoot
        reason={!target ? t('upload.chooseCommunity') : choice ? undefined : t('upload.needFile')}
        label={target ? t('upload.submitTo', { community: target.name }) : t('upload.submit')}
        sending={sending}
        cancel={() => {
          upload.cancel()
          close()
        }}
      />
    </form>
  )
}

/** Sends the file, then begins its import; tells how far it is and can be stopped. */
function useUpload(close: () => void) {
  const navigate = useNavigate()
  const [share, setShare] = useState(0)
  const stop = useRef<AbortController>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const mutation = useMutation({
    mutationFn: async ({ file, fileId, importId, communityId }: Choice & { communityId: string }) => {
      stop.current = new AbortController()
      setShare(0)
      const { signal } = stop.current
      await uploadWorkbook({ file, fileId, signal, onProgress: setShare })
      setShare(1)
      const body = { id: importId, communityId, fileId }
      return call(imports.startImport, { body, idempotencyKey: importId, signal })
    },
    onSuccess: started => {
      queryClient.setQueryData(importQuery(started.id).queryKey, started)
      void queryClient.invalidateQueries({ queryKey: listKey(imports.listImports) })
      close()
      void navigate({ to: '/imports/$importId', params: { importId: started.id } })
    },
  })
  return { ...mutation, share, cancel: () => stop.current?.abort() }
}

/** A file dropped beside the zone would make the browser leave the page for it. */
function useKeptPage() {
  useEffect(() => {
    const keep = (event: DragEvent) => event.preventDefault()
    window.addEventListener('dragover', keep)
    window.addEventListener('drop', keep)
    return () => {
      window.removeEventListener('dragover', keep)
      window.removeEventListener('drop', keep)
    }
  }, [])
}

interface CommunityFieldProps {
  value: string | undefined
  onChange: (id: string) => void
  disabled: boolean
}

function CommunityField({ value, onChange, disabled }: CommunityFieldProps) {
  const t = useImportsTexts()
  const id = useId()
  const { all } = useCommunity()
  return (
    <div>
      <label htmlFor={id} className="im-label">
        {t('upload.community')}
      </label>
      <Select
        id={id}
        value={value}
        onChange={onChange}
        disabled={disabled}
        options={all.map(one => ({ value: one.id, label: one.name }))}
        placeholder={t('upload.chooseCommunity')}
        notFoundContent={<NoneFound selectId={id}>{t('upload.noCommunity')}</NoneFound>}
        showSearch={all.length > 8 ? { optionFilterProp: 'label' } : false}
        style={{ width: '100%' }}
      />
    </div>
  )
}

interface UploadFootProps {
  /** Why it cannot be sent yet. */
  reason: string | undefined
  label: string
  sending: boolean
  cancel: () => void
}

function UploadFoot({ reason, label, sending, cancel }: UploadFootProps) {
  const t = useImportsTexts()
  return (
    <footer className="im-upload__foot">
      <Button onClick={cancel}>{t('upload.cancel')}</Button>
      <ReasonButton type="primary" htmlType="submit" loading={sending} reason={reason}>
        {label}
      </ReasonButton>
    </footer>
  )
}

function FaultAlert({ kind, file }: { kind: FileFault | 'several'; file: File }) {
  const t = useImportsTexts()
  const words =
    kind === 'several'
      ? t('upload.several')
      : t(`upload.${kind}`, { name: file.name, size: fileSize(file.size), mb: MAX_BYTES / MB })
  return <Alert type="error" showIcon role="alert" title={words} />
}

function UploadFailure({ error }: { error: Error }) {
  const t = useImportsTexts()
  const explain = useRefusalText()
  if (error.name === 'AbortError') return null
  const refused = error instanceof ApiError && error.code === 'platform.file_kind_refused'
  const title = refused ? t('upload.kindRefused') : explain(error)
  const theirs = error instanceof ApiError && error.status >= 400 && error.status < 500
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={
        <>
          {title}
          {theirs ? null : <RequestId error={error} />}
        </>
      }
    />
  )
}
