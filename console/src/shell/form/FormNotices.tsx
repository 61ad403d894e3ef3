import { Alert, Button } from 'antd'
import { useRefusalText } from '../../refusal.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { RequestId } from '../states/FailureNotice.tsx'

interface FormNoticesProps {
  error: Error | null
  restored: boolean
  discard: () => void
}

/** Above the fields: why it was not saved, and that a draft came back. */
export function FormNotices({ error, restored, discard }: FormNoticesProps) {
  const t = useConsoleTexts()
  const explain = useRefusalText()
  return (
    <>
      {error ? (
        <Alert
          className="c-form__notice"
          type="error"
          showIcon
          role="alert"
          title={explain(error)}
          description={<RequestId error={error} />}
        />
      ) : null}
      {restored ? (
        <Alert
          className="c-form__notice"
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
