import { registry } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Form, Input } from 'antd'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { renewPlaces, type Succession } from './places.ts'

/** The merges and splits that premises came from or ended in, and taking one back. */
export function Successions({ premisesId }: { premisesId: string }) {
  const t = usePlacePageTexts()
  const may = useCan('registry.premises.merge')
  const [undoing, setUndoing] = useState<Succession>()
  const whyNot = ({ later }: Succession) => {
    if (!may) return t('noMerge')
    return later ? t('merge.later', { label: later.label, day: later.fromOn }) : undefined
  }
  const { data, error, refetch } = useQuery({
    queryKey: [registry.premisesSuccessions.path, premisesId],
    queryFn: ({ signal }) => call(registry.premisesSuccessions, { params: { premisesId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  if (data.items.length === 0) return <p className="rg-none">{t('merge.none')}</p>
  return (
    <>
      {data.items.map(one => (
        <section key={one.id} className="rg-succession">
          <h3>
            {t(`merge.${one.kind}`, { day: one.fromOn })}
            {one.undoneAt ? ` · ${t('merge.undone', { name: one.undoneByName ?? '' })}` : ''}
          </h3>
          <p>
            <Parts of={one.before} /> <ArrowRight size={14} aria-hidden /> <Parts of={one.after} />
          </p>
          <p className="rg-none">
            {t('merge.areas', { before: one.areaBeforeM2, after: one.areaAfterM2 })} · {one.reason} · {one.madeByName}{' '}
            <DateText at={one.madeAt} />
          </p>
          {one.undoneAt ? null : (
            <ReasonButton size="small" danger reason={whyNot(one)} onClick={() => setUndoing(one)}>
              {t('merge.undo')}
            </ReasonButton>
          )}
        </section>
      ))}
      {undoing ? <UndoForm of={undoing} close={() => setUndoing(undefined)} /> : null}
    </>
  )
}

function Parts({ of }: { of: Succession['before'] }) {
  return (
    <>
      {of.map((part, index) => (
        <span key={part.premisesId}>
          {index > 0 ? ' + ' : ''}
          {part.there ? (
            <Link to="/premises/$premisesId" params={{ premisesId: part.premisesId }}>
              {part.label}
            </Link>
          ) : (
            part.label
          )}{' '}
          <small className="c-number">{part.areaM2} m²</small>
        </span>
      ))}
    </>
  )
}

function UndoForm({ of, close }: { of: Succession; close: () => void }) {
  const t = usePlacePageTexts()
  return (
    <FormDrawer<{ reason: string }, Succession>
      open
      onClose={close}
      danger
      title={t('merge.undo')}
      intro={t('merge.undoIntro')}
      submitText={t('merge.undo')}
      submit={({ reason }, idempotencyKey) =>
        call(registry.undoSuccession, { params: { successionId: of.id }, body: { reason }, idempotencyKey })
      }
      onDone={() => {
        void renewPlaces()
        close()
      }}
    >
      <Form.Item
        name="reason"
        label={t('field.reason')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
    </FormDrawer>
  )
}
