import { billing } from '@anju/contract'
import { Form, Input, Switch } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import type { Fund } from './fund.ts'
import { useFundTexts } from './texts.ts'
import { useFundName } from './useFundName.ts'

interface Values {
  principal?: string
  mayAdvance: boolean
  managementPercent: string
}

interface SettingsFormProps {
  fund: Fund
  open: boolean
  close: () => void
  done: () => void
}

const PERCENT = /^\d{1,3}(\.\d{1,2})?$/

/** How an account is kept: whom it is handed over to, whether the company advances, what it may keep. */
export function SettingsForm({ fund, open, close, done }: SettingsFormProps) {
  const t = useFundTexts()
  const name = useFundName()
  return (
    <FormDrawer<Values, { version: number }>
      open={open}
      onClose={close}
      title={t('settings.title', { account: name(fund) })}
      submitText={t('settings.submit')}
      initialValues={{
        ...{ principal: fund.principal, mayAdvance: fund.mayAdvance },
        managementPercent: String(Number(fund.managementPercent)),
      }}
      submit={({ principal = '', mayAdvance, managementPercent = '0' }, idempotencyKey) => {
        const { communityId, kind, itemId, version } = fund
        const body = { communityId, kind, itemId, principal, mayAdvance, managementPercent, version }
        return call(billing.editFund, { body, idempotencyKey })
      }}
      refusedAt={{ 'billing.fund_advanced': 'mayAdvance', 'billing.percent_wrong': 'managementPercent' }}
      onDone={done}
    >
      {fund.kind === 'agency' ? (
        <Form.Item name="principal" label={t('settings.principal')} extra={t('settings.principal.hint')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      ) : null}
      {fund.kind === 'public' ? (
        <Form.Item
          name="managementPercent"
          label={t('settings.percent')}
          extra={t('settings.percent.hint')}
          rules={[
            {
              validator: async (_, text = '') => {
                if (!PERCENT.test(text.trim()) || Number(text) > 100) throw new Error(t('settings.percentWrong'))
              },
            },
          ]}
        >
          <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={6} />
        </Form.Item>
      ) : null}
      <Form.Item
        name="mayAdvance"
        label={t('settings.advance')}
        extra={t('settings.advance.hint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
    </FormDrawer>
  )
}
