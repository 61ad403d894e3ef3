import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { Eye } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { OccupancyTable } from '../OccupancyTable.tsx'
import type { PersonDetail, PersonRow } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import type { Revealed } from './RevealDialog.tsx'
import { usePeopleTexts } from './texts.ts'

const RevealDialog = lazy(async () => ({ default: (await import('./RevealDialog.tsx')).RevealDialog }))

function usePerson(personId: string) {
  return useQuery({
    queryKey: [registry.readPerson.path, personId],
    queryFn: ({ signal }) => call(registry.readPerson, { params: { personId }, signal }),
  })
}

/** Name of the open person, also when the row is not on this page of the list. */
export function PersonTitle({ id, row }: { id: string; row: PersonRow | undefined }) {
  const { data } = usePerson(id)
  return row?.name ?? data?.name ?? null
}

/** One person: masked until somebody says why it must be seen in full, with the households over time. */
export function PersonCard({ personId }: { personId: string }) {
  const t = usePeopleTexts()
  const { data, error, refetch } = usePerson(personId)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="rg-sections">
      <Identity of={data} />
      <section>
        <h3>{t('person.households')}</h3>
        {data.occupancies.length > 0 ? (
          <OccupancyTable name={t('person.households')} of={data.occupancies} rows="premises" />
        ) : (
          <p className="rg-none">{t('person.noHouseholds')}</p>
        )}
      </section>
    </div>
  )
}

/** What was revealed lives in this view alone: it is gone with the drawer, or when the arrows move on. */
function Identity({ of }: { of: PersonDetail }) {
  const t = usePeopleTexts()
  const w = useRegistryTexts()
  const may = useCan('registry.people.reveal')
  const [asking, setAsking] = useState(false)
  const [revealed, setRevealed] = useState<Revealed>()
  const nothing = of.phoneMasked === null && of.idNumberMasked === null
  return (
    <section>
      <dl className="c-facts">
        <div>
          <dt>{w('field.phone')}</dt>
          <dd>
            <MaskedNumber masked={of.phoneMasked} full={revealed?.phone} what={w('field.phone')} />
          </dd>
        </div>
        <div>
          <dt>{w('field.idNumber')}</dt>
          <dd>
            <MaskedNumber masked={of.idNumberMasked} full={revealed?.idNumber} what={w('field.idNumber')} />
          </dd>
        </div>
        <div>
          <dt>{w('field.sex')}</dt>
          <dd>{of.sex ? t(`sex.${of.sex}`) : t('unknown')}</dd>
        </div>
        <div>
          <dt>{w('field.id')}</dt>
          <dd>
            <CopyId id={of.id} what={w('field.id')} />
          </dd>
        </div>
      </dl>
      <div className="rg-reveal">
        {revealed ? (
          <Alert
            type="warning"
            showIcon
            title={t('reveal.shown')}
            action={
              <Button size="small" type="text" onClick={() => setRevealed(undefined)}>
                {t('reveal.hide')}
              </Button>
            }
          />
        ) : (
          <ReasonButton
            icon={<Eye size={14} aria-hidden />}
            onClick={() => setAsking(true)}
            reason={may ? (nothing ? t('reveal.nothing') : undefined) : t('noReveal')}
          >
            {t('reveal')}
          </ReasonButton>
        )}
      </div>
      <Suspense fallback={null}>
        <RevealDialog of={of} open={asking} close={() => setAsking(false)} onRevealed={setRevealed} />
      </Suspense>
    </section>
  )
}

function MaskedNumber({
  masked,
  full,
  what,
}: {
  masked: string | null
  full: string | null | undefined
  what: string
}) {
  const t = usePeopleTexts()
  if (full) return <CopyId id={full} what={what} />
  return masked ? <span className="c-number">{masked}</span> : <span className="c-none">{t('unknown')}</span>
}
