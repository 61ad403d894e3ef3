import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { useVehicleTexts } from './texts.ts'

interface ReasonFormProps<Result> {
  open: boolean
  close: () => void
  title: string
  text: string
  submitText: string
  submit: (reason: string, idempotencyKey: string) => Promise<Result>
  onDone: (result: Result) => void
}

/** A deed that asks why, and says what it will do. */
export function ReasonForm<Result>({ open, close, title, text, submitText, submit, onDone }: ReasonFormProps<Result>) {
  const t = useVehicleTexts()
  return (
    <FormDrawer<{ reason: string }, Result>
      open={open}
      onClose={close}
      title={title}
      intro={text}
      submitText={submitText}
      danger
      submit={({ reason }, idempotencyKey) => submit(reason, idempotencyKey)}
      onDone={result => {
        close()
        onDone(result)
      }}
    >
      <ReasonField label={t('field.reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}
