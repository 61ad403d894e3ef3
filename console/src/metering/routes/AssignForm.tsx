import { metering } from '@anju/contract'
import { App, Form, Select } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { NoneFound } from '../../shell/form/NoneFound.tsx'
import { type Round, renewReadings } from '../reading.ts'
import { useMeterTexts } from '../texts.ts'
import { useRouteTexts } from './texts.ts'
import { useReaders } from './useReaders.ts'

/** Gives the meters of a round that have no reader to somebody. */
export function AssignForm({ round, close }: { round: Round; close: () => void }) {
  const t = useRouteTexts()
  const meters = useMeterTexts()
  const { message } = App.useApp()
  const { data, isPending } = useReaders(round.communityId)
  return (
    <FormDrawer<{ readerId: string }, { name: string }>
      open
      onClose={close}
      title={t('assignTitle', { month: round.month, kind: meters(`kind.${round.kind}`) })}
      intro={t('assignIntro')}
      submitText={t('assign')}
      conflicts={{
        version: round.version,
        // What others gave away meanwhile is theirs; who is named here gets what nobody has.
        present: async () => {
          const { version } = await call(metering.readRound, { params: { roundId: round.id } })
          return { version, values: {} }
        },
        labels: { readerId: t('reader') },
      }}
      submit={async ({ readerId }, idempotencyKey, version) => {
        await call(metering.assignStops, { params: { roundId: round.id }, body: { readerId, version }, idempotencyKey })
        return { name: data?.find(reader => reader.id === readerId)?.name ?? '' }
      }}
      onDone={({ name }) => {
        renewReadings()
        close()
        void message.success(t('assigned', { name }))
      }}
    >
      <Form.Item name="readerId" label={t('reader')} rules={[{ required: true, message: t('assignMissing') }]}>
        <Select
          loading={isPending}
          notFoundContent={data ? <NoneFound selectId="readerId">{t('noReaders')}</NoneFound> : null}
          showSearch={{ optionFilterProp: 'label' }}
          options={(data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}
