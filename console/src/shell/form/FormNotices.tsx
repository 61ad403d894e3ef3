import { Alert, Button } from 'antd'
import { useConsoleTexts } from '../../texts/texts.ts'
import { FailureAlert } from '../states/FailureAlert.tsx'

interface FormNoticesProps {
  error: Error | null
  restored: boolean
  discard: () => void
}

/** Above the fields: why it was not saved, and that a draft came back. */
export function FormNotices({ error, restored, discard }: FormNoticesProps) {
  const t = useConsoleTexts()
  return (
    <>
      <FailureAlert error={error} />
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
