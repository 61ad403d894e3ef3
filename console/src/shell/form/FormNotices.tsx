import { ApiError } from '@anju/contract'
import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { FailureAlert } from '../states/FailureAlert.tsx'
import { ConflictNotice } from './ConflictNotice.tsx'
import { fieldErrors } from './field-errors.ts'
import type { Conflicts, OpenConflict } from './useConflict.ts'

interface FormNoticesProps<Values> {
  work: { error: Error | null; restored: boolean; discard: () => void; conflict: OpenConflict | null }
  conflicts: Conflicts<Values> | undefined
}

/** Above the fields: why it was not saved, what somebody else changed meanwhile, and that a draft came back. */
export function FormNotices<Values>({ work, conflicts }: FormNoticesProps<Values>) {
  const t = useConsoleTexts()
  const { conflict, error, restored, discard } = work
  const about = error instanceof ApiError && error.code === 'platform.changed_meanwhile'
  const top = useRef<HTMLDivElement>(null)
  // Who sent a long form from its foot sees what came of it.
  const isOpen = conflict !== null
  useEffect(() => {
    // What is wrong with a field was gone to already.
    if (isOpen || (error && fieldErrors(error).length === 0)) top.current?.scrollIntoView({ block: 'nearest' })
  }, [error, isOpen])
  return (
    <div ref={top}>
      {conflict && conflicts ? <ConflictNotice conflict={conflict} conflicts={conflicts} /> : null}
      <FailureAlert error={conflict && about ? null : error} />
      {restored ? (
        <Alert
          className="c-failure"
          type="info"
          title={t('form.draftRestored')}
          action={
            <Button size="small" type="link" onClick={discard}>
              {t('form.draftDiscard')}
            </Button>
          }
        />
      ) : null}
    </div>
  )
}
