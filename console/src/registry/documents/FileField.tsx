import { platform } from '@anju/contract'
import { Button } from 'antd'
import { FileCheck, FileUp, LoaderCircle } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { sizeText } from '../../platform/files/size-text.ts'
import { useRefusalText } from '../../refusal.ts'
import { purposeOf } from './documents.ts'
import { useDocumentTexts } from './texts.ts'

/** A file of a form: stored, or on its way. */
export interface ChosenFile {
  fileId: string
  filePurpose: 'photo' | 'document'
  name: string
  stored: boolean
}

interface FileFieldProps {
  id?: string
  value?: ChosenFile
  onChange?: (file: ChosenFile | undefined) => void
}

interface Choice {
  file: File
  fileId: string
  purpose: 'photo' | 'document'
}

/** Chooses or takes a dropped picture or PDF, and sends it at once. */
export function FileField({ id, value, onChange }: FileFieldProps) {
  const t = useDocumentTexts()
  const [over, setOver] = useState(false)
  const { choice, problem, choose, send, clear } = useUpload(onChange)
  const take = (files: FileList | null) => files?.[0] && choose(files[0])
  if (value || choice) {
    const sending = choice !== undefined && !value?.stored
    return (
      <div className="rg-file">
        {sending && !problem ? (
          <LoaderCircle size={20} className="c-turning" aria-hidden />
        ) : (
          <FileCheck size={20} aria-hidden />
        )}
        <span className="rg-file__words">
          <strong title={choice?.file.name ?? value?.name}>{choice?.file.name ?? value?.name}</strong>
          <span role={problem ? 'alert' : 'status'} data-wrong={problem !== undefined}>
            {problem ?? (sending ? t('file.sending') : t('file.sent'))}
            {choice ? ` · ${sizeText(choice.file.size)}` : ''}
          </span>
        </span>
        {problem && choice ? (
          <Button size="small" onClick={() => send(choice)}>
            {t('file.retry')}
          </Button>
        ) : null}
        <Button size="small" onClick={clear}>
          {t('file.change')}
        </Button>
      </div>
    )
  }
  return (
    <>
      <label
        className="rg-drop"
        data-over={over}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer.files)
        }}
      >
        <FileUp size={20} aria-hidden />
        <strong>{t('file.choose')}</strong>
        <span>{t('file.limit')}</span>
        <input
          id={id}
          type="file"
          accept="image/jpeg,image/png,image/webp,image/heic,image/avif,application/pdf"
          onChange={event => {
            take(event.target.files)
            // The same file chosen again is a change, too.
            event.target.value = ''
          }}
        />
      </label>
      {problem ? (
        <p className="rg-file__problem" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  )
}

/** Sends what is chosen under an id of its own: a second try is the same file. What was let go is no longer heard. */
function useUpload(onChange: FileFieldProps['onChange']) {
  const t = useDocumentTexts()
  const explain = useRefusalText()
  const [choice, setChoice] = useState<Choice>()
  const [problem, setProblem] = useState<string>()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])
  const send = async ({ file, fileId, purpose }: Choice) => {
    const control = new AbortController()
    running.current?.abort()
    running.current = control
    setProblem(undefined)
    const chosen = { fileId, filePurpose: purpose, name: file.name }
    onChange?.({ ...chosen, stored: false })
    try {
      const query = { name: file.name.slice(-100), purpose }
      await call(platform.uploadFile, { params: { fileId }, query, file, signal: control.signal })
      if (!control.signal.aborted) onChange?.({ ...chosen, stored: true })
    } catch (error) {
      if (!control.signal.aborted) setProblem(t('file.failed', { reason: explain(error as Error) }))
    }
  }
  const choose = (file: File) => {
    const judged = purposeOf(file)
    if ('problem' in judged) return setProblem(t(`file.${judged.problem}`))
    const next = { file, fileId: newId(), purpose: judged.purpose }
    setChoice(next)
    void send(next)
  }
  const clear = () => {
    running.current?.abort()
    setChoice(undefined)
    setProblem(undefined)
    onChange?.(undefined)
  }
  return { choice, problem, choose, send: (again: Choice) => void send(again), clear }
}
