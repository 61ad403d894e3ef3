import { Button, Modal } from 'antd'
import { queryClient } from '../../api.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import type { RotaEdits } from './RotaBoard.tsx'
import type { Clash } from './rota.ts'
import { useRotaTexts } from './texts.ts'

const SHOWN = 30

/** What speaks against the edits. What only warns can be saved all the same. */
export function ClashDialog({ work }: { work: RotaEdits }) {
  const t = useRotaTexts()
  const { clashes, forgetClashes, save } = work
  const refused = clashes.some(clash => clash.refused)
  const stale = clashes.some(clash => clash.kind === 'changed')
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: ['/workforce/rota'] })
    forgetClashes()
  }
  return (
    <Modal
      open={clashes.length > 0}
      title={t(refused ? 'clashes' : 'warnings')}
      onCancel={forgetClashes}
      footer={[
        <Button key="back" onClick={forgetClashes}>
          {t('backToEdit')}
        </Button>,
        stale ? (
          <Button key="refresh" type="primary" onClick={refresh}>
            {t('refresh')}
          </Button>
        ) : refused ? null : (
          <Button
            key="accept"
            type="primary"
            danger
            loading={save.isPending}
            onClick={() => {
              forgetClashes()
              save.mutate(true)
            }}
          >
            {t('accept')}
          </Button>
        ),
      ]}
    >
      <ClashList clashes={clashes} />
    </Modal>
  )
}

/** Clashes in words, refused ones first. */
export function ClashList({ clashes }: { clashes: readonly Clash[] }) {
  const t = useRotaTexts()
  const sorted = clashes.toSorted((one, two) => Number(two.refused) - Number(one.refused))
  const words = (clash: Clash) =>
    clash.kind === 'rest'
      ? t('clash.rest', { hours: Math.floor((clash.restMinutes ?? 0) / 6) / 10 })
      : t(`clash.${clash.kind}`)
  return (
    <ul className="wf-clashes">
      {sorted.slice(0, SHOWN).map(clash => (
        <li key={`${clash.employeeId}/${clash.day}/${clash.kind}`}>
          <span className="c-number">{clash.day.slice(5)}</span> {clash.employeeName}{' '}
          <StatusTag tone={clash.refused ? 'danger' : 'warning'}>{words(clash)}</StatusTag>
        </li>
      ))}
      {clashes.length > SHOWN ? <li>{t('clash.more', { count: clashes.length - SHOWN })}</li> : null}
    </ul>
  )
}
