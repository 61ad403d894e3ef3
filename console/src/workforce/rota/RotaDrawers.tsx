import { type WireResponseOf, workforce } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Drawer, Form, InputNumber } from 'antd'
import { History } from 'lucide-react'
import { call, queryClient } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import type { OpenDrawer } from './RotaBoard.tsx'
import type { Rota, Shift } from './rota.ts'
import { useRotaTexts } from './texts.ts'

interface RotaDrawersProps {
  rota: Rota
  shifts: Shift[]
  open: OpenDrawer
  close: () => void
}

/** What a team needs, and what was changed after publishing. */
export function RotaDrawers({ rota, shifts, open, close }: RotaDrawersProps) {
  return open === 'needs' ? <Needs rota={rota} shifts={shifts} close={close} /> : <Changes rota={rota} close={close} />
}

type Values = Record<string, { workday: number; restday: number }>
type Answer = WireResponseOf<typeof workforce.setRotaNeeds>

function Needs({ rota, shifts, close }: Omit<RotaDrawersProps, 'open'>) {
  const t = useRotaTexts()
  const { message } = App.useApp()
  const active = shifts.filter(shift => shift.active)
  const valuesOf = (needs: Rota['needs']): Values =>
    Object.fromEntries(
      active.map(({ id }) => {
        const { workday = 0, restday = 0 } = needs.find(need => need.shiftId === id) ?? {}
        return [id, { workday, restday }]
      }),
    )
  const done = async () => {
    await queryClient.invalidateQueries({ queryKey: ['/workforce/rota'] })
    close()
    void message.success(t('needs.saved'))
  }
  return (
    <FormDrawer<Values, Answer>
      open
      onClose={close}
      title={t('needs.title')}
      intro={t('needs.intro')}
      initialValues={valuesOf(rota.needs)}
      conflicts={{
        version: rota.needsVersion,
        present: async () => {
          const { teamId, from, to } = rota
          const now = await call(workforce.readRota, { params: { teamId }, query: { from, to } })
          return { version: now.needsVersion, values: valuesOf(now.needs) }
        },
        labels: Object.fromEntries(active.map(({ id, name }) => [id, name])),
        show: (_, value) => {
          const { workday, restday } = value as Values[string]
          return `${t('needs.workday')} ${workday} · ${t('needs.restday')} ${restday}`
        },
      }}
      submit={(values, idempotencyKey, version) =>
        call(workforce.setRotaNeeds, {
          params: { teamId: rota.teamId },
          body: {
            needs: active.map(({ id }) => ({
              ...{ shiftId: id, workday: values[id]?.workday ?? 0, restday: values[id]?.restday ?? 0 },
            })),
            version,
          },
          idempotencyKey,
        })
      }
      onDone={() => void done()}
    >
      {active.map(shift => (
        <fieldset key={shift.id} className="wf-need">
          <legend>
            {shift.name} {shift.startsAt}–{shift.endsAt}
          </legend>
          <Form.Item name={[shift.id, 'workday']} label={t('needs.workday')}>
            <InputNumber min={0} max={200} precision={0} />
          </Form.Item>
          <Form.Item name={[shift.id, 'restday']} label={t('needs.restday')}>
            <InputNumber min={0} max={200} precision={0} />
          </Form.Item>
        </fieldset>
      ))}
    </FormDrawer>
  )
}

function Changes({ rota, close }: { rota: Rota; close: () => void }) {
  const t = useRotaTexts()
  const month = rota.from.slice(0, 7)
  const { data, error, refetch } = useQuery({
    queryKey: ['/workforce/rota', 'changes', rota.teamId, month],
    queryFn: ({ signal }) =>
      call(workforce.listRotaChanges, { params: { teamId: rota.teamId }, query: { month }, signal }),
  })
  return (
    <Drawer
      open
      onClose={close}
      size={480}
      title={t('changes.title', { month })}
      extra={
        <ExportButton
          small
          route={workforce.exportRotaChanges}
          params={{ teamId: rota.teamId }}
          query={{ month }}
          name={t('changes.title', { month })}
        />
      }
    >
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {data?.items.length === 0 ? <StatePage level="part" icon={History} title={t('changes.none')} /> : null}
      <ul className="wf-clashes">
        {data?.items.map(change => (
          <li key={change.id}>
            <strong>
              {change.employeeName} {change.day.slice(5)}
            </strong>{' '}
            {change.before ?? t('dayOff')} → {change.after ?? t('dayOff')}
            <br />
            <small>
              {change.actorName} · {formatDateTime(change.at)} · {t(`changes.reason.${change.reason}`)}
            </small>
          </li>
        ))}
      </ul>
    </Drawer>
  )
}
