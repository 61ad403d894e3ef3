import { Button, RadioTiles, Sheet, Stack, TextAreaField } from '@anju/ui'
import { useState } from 'react'
import { useTaskTexts } from './task-texts.ts'

const REASONS = ['trade', 'parts', 'absent', 'busy', 'other'] as const
/** The contract's Line. */
const LONGEST = 100

export interface DeclineSheetProps {
  open: boolean
  onClose: () => void
  onDecline: (reason: string) => void
}

/** Hands a task back with a reason: one tap with gloves, own words where none fits. */
export function DeclineSheet({ open, onClose, onDecline }: DeclineSheetProps) {
  const t = useTaskTexts()
  const [reason, setReason] = useState<(typeof REASONS)[number] | null>(null)
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  const text = reason === 'other' ? words.trim() : reason && t(`reason.${reason}`)

  function submit(): void {
    setTried(true)
    if (text) onDecline(text)
  }

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('declineTitle')}
      foot={
        <Button look="danger" wide onClick={submit}>
          {t('declineSubmit')}
        </Button>
      }
    >
      <Stack>
        <RadioTiles
          legend={t('declineReason')}
          columns={1}
          value={reason}
          onChange={setReason}
          tiles={REASONS.map(value => ({ value, label: t(`reason.${value}`) }))}
          error={tried && reason === null && t('declineMissing')}
        />
        {reason === 'other' ? (
          <TextAreaField
            label={t('declineOther')}
            value={words}
            onChange={setWords}
            maxLength={LONGEST}
            rows={2}
            error={tried && !words.trim() && t('declineWordsMissing')}
          />
        ) : null}
      </Stack>
    </Sheet>
  )
}
