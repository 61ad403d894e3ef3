import { ApiError } from '@anju/contract'
import { Alert, Button } from 'antd'
import { useConsoleTexts } from '../../texts/texts.ts'
import { FailureAlert } from '../states/FailureAlert.tsx'
import { ConflictNotice } from './ConflictNotice.tsx'
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
  return (
    <>
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
    </>
  )
}
