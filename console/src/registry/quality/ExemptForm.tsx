import { registry } from '@anju/contract'
import { App, Form } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import type { CheckCode, Finding } from './fix-address.ts'
import { renewQuality } from './renew-quality.ts'
import { useQualityTexts } from './texts.ts'

interface ExemptFormProps {
  check: CheckCode
  finding: Finding
  close: () => void
}

/** Leaves a finding as it is, for a reason and perhaps until a day. */
export function ExemptForm({ check, finding, close }: ExemptFormProps) {
  const t = useQualityTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<{ reason: string; untilOn?: string | null }, { id: string }>
      open
      onClose={close}
      title={t('exempt.title', { title: finding.title })}
      intro={t('exempt.text')}
      submitText={t('exempt.submit')}
      submit={({ reason, untilOn }, idempotencyKey) =>
        call(registry.exemptFinding, {
          body: {
            ...{ id: id.current, communityId: finding.communityId, check, objectId: finding.id },
            ...{ reason, untilOn: untilOn ?? null },
          },
          idempotencyKey,
        })
      }
      onDone={() => {
        renewQuality()
        close()
        void message.success(t('exempt.done'))
      }}
    >
      <ReasonField label={t('exempt.reason')} missing={t('exempt.reasonMissing')} hint={t('exempt.reasonHint')} />
      <Form.Item name="untilOn" label={t('exempt.until')} extra={t('exempt.untilHint')}>
        <DateField />
      </Form.Item>
    </FormDrawer>
  )
}
