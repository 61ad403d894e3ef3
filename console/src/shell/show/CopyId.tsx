import { App } from 'antd'
import { Check, Copy } from 'lucide-react'
import { type MouseEvent, useEffect, useState } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { copyText } from './copy-text.ts'
import './show.css'

const SHOWN_MS = 1_500
const LONG = 20

interface CopyIdProps {
  id: string
  /** What it is, for the button's name: "账单号". */
  what: string
}

/** An id or number with a button that copies the whole of it; long ones are drawn by their last 8 characters. */
export function CopyId({ id, what }: CopyIdProps) {
  const t = useConsoleTexts()
  const { message } = App.useApp()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async (event: MouseEvent) => {
    event.stopPropagation()
    const done = await copyText(id)
    if (done) setCopied(true)
    else message.error(t('show.copyFailed'))
  }
  return (
    <span className="c-copy">
      <span className="c-copy__id" title={id}>
        {id.length > LONG ? `…${id.slice(-8)}` : id}
      </span>
      <button type="button" onClick={copy} aria-label={t('show.copy', { what })} title={t('show.copy', { what })}>
        {copied ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
      </button>
      <span role="status" className="c-unseen">
        {copied ? t('show.copied') : ''}
      </span>
    </span>
  )
}
