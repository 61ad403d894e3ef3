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
  depositYuanPerM2?: string
  topUpPercent: string
}

interface SettingsFormProps {
  fund: Fund
  open: boolean
  close: () => void
  done: () => void
}

const RATE = /^\d{1,8}(\.\d{1,2})?$/
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
        depositYuanPerM2: fund.depositYuanPerM2 === null ? undefined : String(Number(fund.depositYuanPerM2)),
        topUpPercent: String(Number(fund.topUpPercent)),
      }}
      submit={(values, idempotencyKey) => {
        const { principal = '', mayAdvance, managementPercent = '0', topUpPercent = '30' } = values
        const { communityId, kind, itemId, version } = fund
        const body = {
          ...{ communityId, kind, itemId, principal, mayAdvance, managementPercent, topUpPercent, version },
          depositYuanPerM2: values.depositYuanPerM2?.trim() || null,
        }
        return call(billing.editFund, { body, idempotencyKey })
      }}
      refusedAt={{
        'billing.fund_advanced': 'mayAdvance',
        'billing.percent_wrong': fund.kind === 'fund' ? 'topUpPercent' : 'managementPercent',
        'billing.fund_rate_wrong': 'depositYuanPerM2',
      }}
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
      {fund.kind === 'fund' ? <DepositFields /> : null}
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

/** What the city asks homes to deposit first, and the part of it below which they top up. */
function DepositFields() {
  const t = useFundTexts()
  return (
    <>
      <Form.Item
        name="depositYuanPerM2"
        label={t('settings.deposit')}
        extra={t('settings.deposit.hint')}
        rules={[
          {
            validator: async (_, text = '') => {
              if (text.trim() !== '' && (!RATE.test(text.trim()) || Number(text) === 0))
                throw new Error(t('settings.depositWrong'))
            },
          },
        ]}
      >
        <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={11} />
      </Form.Item>
      <Form.Item
        name="topUpPercent"
        label={t('settings.topUp')}
        extra={t('settings.topUp.hint')}
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
    </>
  )
}
