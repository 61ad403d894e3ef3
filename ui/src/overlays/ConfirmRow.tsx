import { type ReactNode, useState } from 'react'
import { useRefusalText } from '../refusals/refusal-text.ts'
import { ListRow } from '../surfaces/List.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { useToast } from './Toast.tsx'

export interface ConfirmRowProps {
  lead?: ReactNode
  title: string
  tone?: 'normal' | 'danger'
  question: string
  /** What follows from it. */
  text: ReactNode
  /** What is done after the confirmation; a failure is told and leaves the question open. */
  onConfirm: () => Promise<unknown>
}

/** A row of a List that does something after it was asked for once more. */
export function ConfirmRow({ lead, title, tone = 'normal', question, text, onConfirm }: ConfirmRowProps) {
  const toast = useToast()
  const explain = useRefusalText()
  const [asking, setAsking] = useState(false)
  const [doing, setDoing] = useState(false)

  async function confirm(): Promise<void> {
    setDoing(true)
    try {
      await onConfirm()
      setAsking(false)
    } catch (error) {
      toast(explain(error), 'danger')
    } finally {
      setDoing(false)
    }
  }

  return (
    <>
      <ListRow tone={tone} lead={lead} title={title} onClick={() => setAsking(true)} />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void confirm()}
        loading={doing}
        title={question}
        confirmLabel={title}
        tone={tone === 'danger' ? 'danger' : 'primary'}
      >
        {text}
      </ConfirmDialog>
    </>
  )
}
