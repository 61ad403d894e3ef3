import { Button } from 'antd'
import { FileSpreadsheet, FileUp } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { fileSize } from './file-size.ts'
import { useImportsTexts } from './texts.ts'

const ACCEPT = '.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Where a file is dropped or, by click or keyboard, chosen. */
export function DropZone({ onFiles, maxMb }: { onFiles: (files: File[]) => void; maxMb: number }) {
  const t = useImportsTexts()
  const [over, setOver] = useState(false)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFiles([...event.dataTransfer.files])
  }
  return (
    <label
      className="im-drop"
      data-over={over}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <input
        type="file"
        accept={ACCEPT}
        className="im-drop__input"
        onChange={event => {
          onFiles([...(event.target.files ?? [])])
          // The same file chosen again, mended meanwhile, is a change too.
          event.target.value = ''
        }}
      />
      <FileUp size={28} aria-hidden />
      <strong>{over ? t('upload.dropNow') : t('upload.drop')}</strong>
      <span>{t('upload.limit', { mb: maxMb })}</span>
    </label>
  )
}

interface ChosenFileProps {
  file: File
  /** 0 … 1 while it is being sent. */
  share: number | undefined
  change: () => void
}

/** The file that will be, or is being, sent. */
export function ChosenFile({ file, share, change }: ChosenFileProps) {
  const t = useImportsTexts()
  const percent = Math.round((share ?? 0) * 100)
  const words = share === 1 ? t('upload.starting') : t('upload.sending', { percent })
  return (
    <div className="im-chosen">
      <FileSpreadsheet size={24} aria-hidden />
      <div className="im-chosen__words">
        <strong title={file.name}>{file.name}</strong>
        <span role="status">{share === undefined ? fileSize(file.size) : words}</span>
      </div>
      {share === undefined ? <Button onClick={change}>{t('upload.change')}</Button> : null}
      {share === undefined ? null : (
        <div
          className="im-chosen__bar"
          role="progressbar"
          aria-label={file.name}
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <div style={{ width: `${percent}%` }} />
        </div>
      )}
    </div>
  )
}
