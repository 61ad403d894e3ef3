import { ApiError, billing } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Form, type FormInstance, type FormProps } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { todayHere } from '../../workforce/days.ts'
import { useSettled } from '../useSettled.ts'
import { CardFields } from './CardFields.tsx'
import { CouponFields, PaymentFields } from './CouponFields.tsx'
import { FeeAnswer } from './FeeAnswer.tsx'
import { bodyOf, exampleOn, fieldOf, type ParkingValues } from './parking-form.ts'
import { StayFields } from './StayFields.tsx'
import { TariffFields } from './TariffFields.tsx'
import { useParkingTexts } from './texts.ts'
import '../../shell/form/form.css'
import '../rules/rules.css'
import './parking.css'

const PAUSE_MS = 300

/** What a stay costs under a tariff, worked out by the server as it is typed; nothing is saved. */
export function ParkingTrial() {
  const t = useParkingTexts()
  const explain = useRefusalText()
  const [form] = Form.useForm<ParkingValues>()
  const [example] = useState(() => exampleOn(todayHere()))
  const values: Partial<ParkingValues> = Form.useWatch([], form) ?? example
  const asked = useSettled(JSON.stringify(bodyOf(values)), PAUSE_MS)
  const query = useQuery({
    queryKey: [billing.previewParking.path, asked],
    enabled: asked !== 'null',
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => call(billing.previewParking, { body: JSON.parse(asked), signal }),
  })
  const error = asked === 'null' ? null : query.error
  const { isOurs: atFields, keep } = useWrongFields(form, error)
  return (
    <div className="c-parking">
      <Form<ParkingValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={example}
        onFieldsChange={keep}
        validateTrigger={['onBlur', 'onChange']}
        className="c-form c-parking__form"
        aria-label={t('form')}
      >
        <div className="c-form__intro">{t('intro')}</div>
        <StayFields />
        <TariffFields />
        <CardFields />
        <CouponFields />
        <PaymentFields />
      </Form>
      <section className="c-parking__answer" aria-label={t('answer')} aria-busy={query.isFetching}>
        <h2>{t('answer')}</h2>
        {error && !atFields ? (
          <FailureNotice error={error} retry={() => void query.refetch()} />
        ) : asked === 'null' || error ? (
          <p role="status">{error ? explain(error) : t('waiting')}</p>
        ) : query.data ? (
          <FeeAnswer fee={query.data} stale={query.isFetching} />
        ) : (
          <p role="status">{t('working')}</p>
        )}
      </section>
    </div>
  )
}

interface Problem {
  field: string
  code: string
}

type FieldsChanged = NonNullable<FormProps<ParkingValues>['onFieldsChange']>

/**
 * Tells at each field what the server found wrong with it, until the server is asked anew: leaving the field checks it here, which knows nothing
 * of that and would clear it. Answers whether it did, and what the form calls after each check.
 */
function useWrongFields(
  form: FormInstance<ParkingValues>,
  error: Error | null,
): { isOurs: boolean; keep: FieldsChanged } {
  const t = useParkingTexts()
  const isOurs = error instanceof ApiError && error.code === 'billing.stay_wrong'
  const wrong = useMemo(() => {
    if (!isOurs) return []
    const problems = Array.isArray(error.params.problems) ? (error.params.problems as Problem[]) : []
    return problems.map(({ field, code }) => ({
      name: fieldOf(field) as never,
      errors: [useParkingTexts.has(`wrong.${code}`) ? t(`wrong.${code}` as 'wrong.too-long') : t('required')],
    }))
  }, [isOurs, error, t])
  useEffect(() => {
    if (wrong.length === 0) return
    form.setFields(wrong)
    return () => form.setFields(wrong.map(({ name }) => ({ name, errors: [] })))
  }, [wrong, form])
  const keep: FieldsChanged = changed => {
    const cleared = changed.filter(({ errors, validating }) => !validating && (errors ?? []).length === 0)
    const ours = wrong.filter(({ name }) => cleared.some(field => String(field.name) === String(name)))
    if (ours.length > 0) form.setFields(ours)
  }
  return { isOurs, keep }
}
