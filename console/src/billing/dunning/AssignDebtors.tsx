import { billing, type WireResponseOf } from '@anju/contract'
import { App, Form, Select } from 'antd'
import { call, queryClient } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { listKey } from '../../shell/list/index.ts'
import type { Debtor } from './DunningPage.tsx'
import { useDunningTexts } from './texts.ts'
import { useCollectors } from './useCollectors.ts'

const NOBODY = 'nobody'

interface AssignDebtorsProps {
  /** The ticked, as they were seen. */
  debtors: readonly Debtor[]
  open: boolean
  close: () => void
  done: () => void
}

/** Gives ticked households to somebody who asks them, or takes them back. */
export function AssignDebtors({ debtors, open, close, done }: AssignDebtorsProps) {
  const t = useDunningTexts()
  const { message } = App.useApp()
  const { data: collectors = [], isPending } = useCollectors()
  return (
    <FormDrawer<{ collectorId: string }, WireResponseOf<typeof billing.assignDebtors>>
      open={open}
      onClose={close}
      title={t('assignTitle', { count: debtors.length })}
      initialValues={{ collectorId: collectors[0]?.id ?? NOBODY }}
      submitText={t('assign')}
      submit={({ collectorId }, idempotencyKey) =>
        call(billing.assignDebtors, {
          body: {
            households: debtors.map(({ id, collectorId: was }) => ({ premisesId: id, was })),
            collectorId: collectorId === NOBODY ? null : collectorId,
          },
          idempotencyKey,
        }).catch(error => {
          // Whose they are now is shown by the list, and meant when this is opened again.
          void queryClient.invalidateQueries({ queryKey: listKey(billing.listDebtors) })
          throw error
        })
      }
      onDone={({ assigned }) => {
        message.success(assigned > 0 ? t('assigned', { count: assigned }) : t('takenBack'))
        void queryClient.invalidateQueries({ queryKey: listKey(billing.listDebtors) })
        void queryClient.invalidateQueries({ queryKey: listKey(billing.listCollectors) })
        done()
      }}
    >
      <Form.Item name="collectorId" label={t('assignTo')} extra={t('collectorHint')}>
        <Select
          loading={isPending}
          options={[
            ...collectors.map(({ id, name, householdCount }) => ({
              value: id,
              label: t('collectorHouseholds', { name, count: householdCount }),
            })),
            { value: NOBODY, label: t('takeBack') },
          ]}
        />
      </Form.Item>
    </FormDrawer>
  )
}
