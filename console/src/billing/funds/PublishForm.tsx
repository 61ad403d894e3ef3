import { billing } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { todayHere } from '../../workforce/days.ts'
import { DisclosedSheet } from './DisclosedSheet.tsx'
import { type Disclosure, overQuarters } from './fund.ts'
import { useFundTexts } from './texts.ts'
import '../rules/rules.css'
import { useQuarterWords } from './useQuarterWords.ts'

interface Values {
  kind: 'public' | 'fund'
  quarter: string
  note?: string
}

interface PublishFormProps {
  community: { id: string; name: string }
  open: boolean
  close: () => void
  done: () => void
}

/** Publishes a quarter that is over: what owners will read stands below before it is sent. */
export function PublishForm({ community, open, close, done }: PublishFormProps) {
  const t = useFundTexts()
  const words = useQuarterWords()
  const id = useRef(newId())
  const quarters = overQuarters(todayHere())
  return (
    <FormDrawer<Values, Disclosure>
      open={open}
      onClose={close}
      title={`${community.name} · ${t('publish.title')}`}
      intro={t('publish.intro')}
      submitText={t('publish.submit')}
      initialValues={{ kind: 'public', quarter: quarters[0] }}
      submit={({ kind, quarter, note = '' }, idempotencyKey) =>
        call(billing.publishFund, {
          body: { id: id.current, communityId: community.id, kind, quarter, note },
          idempotencyKey,
        })
      }
      refusedAt={{ 'billing.quarter_not_over': 'quarter' }}
      onDone={() => {
        id.current = newId()
        done()
      }}
    >
      <div className="c-form__pair">
        <Form.Item name="kind" label={t('kind')} required>
          <Select options={(['public', 'fund'] as const).map(value => ({ value, label: t(`kind.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="quarter"
          label={t('quarter')}
          rules={[{ required: true, message: t('publish.quarterMissing') }]}
        >
          <Select options={quarters.map(value => ({ value, label: words(value) }))} />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t('note')} extra={t('note.hint')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
      </Form.Item>
      <Preview communityId={community.id} />
    </FormDrawer>
  )
}

function Preview({ communityId }: { communityId: string }) {
  const t = useFundTexts()
  const form = Form.useFormInstance<Values>()
  const kind = Form.useWatch('kind', form) ?? 'public'
  const quarter = Form.useWatch('quarter', form)
  const query = { communityId, kind, quarter: quarter ?? '' }
  const { data, error, refetch } = useQuery({
    queryKey: [billing.previewDisclosure.path, query],
    queryFn: ({ signal }) => call(billing.previewDisclosure, { query, signal }),
    enabled: Boolean(quarter),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  return (
    <section aria-label={t('publish.preview')}>
      <h3>{t('publish.preview')}</h3>
      {data ? <DisclosedSheet content={data} kind={kind} /> : <div className="c-bone" style={{ height: 160 }} />}
    </section>
  )
}
