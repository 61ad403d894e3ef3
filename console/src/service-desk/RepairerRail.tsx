import { useQuery } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { Face } from './OrderMarks.tsx'
import { isOpenToDesk, type OrderRow, type Repairer } from './order.ts'
import { repairersQuery } from './queries.ts'
import { useServiceDeskTexts } from './texts.ts'
import { useAssign } from './useAssign.ts'

interface RepairerRailProps {
  communityId: string | undefined
  /** The card that is being dragged. */
  dragged: OrderRow | null
  chosenId: string | undefined
  onChoose: (id: string | undefined) => void
}

/** The repairers with what each has to do: an order dropped on one is given to that one; a click shows only that one's orders. */
export function RepairerRail({ communityId, dragged, chosenId, onChoose }: RepairerRailProps) {
  const t = useServiceDeskTexts()
  const { data } = useQuery(repairersQuery(communityId))
  const assign = useAssign()
  // By name, so that nobody moves under the pointer when the loads change.
  const repairers = (data ?? []).toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
  const wanted = dragged !== null && isOpenToDesk(dragged.state)
  return (
    <section className="sd-rail" aria-label={t('rail.title')} data-wanted={wanted || undefined}>
      <h2 className="sd-rail__title">{t('rail.title')}</h2>
      <ul className="sd-rail__list">
        {repairers.map(repairer => (
          <li key={repairer.id}>
            <RailPlace
              repairer={repairer}
              wanted={wanted && dragged?.assigneeId !== repairer.id}
              chosen={repairer.id === chosenId}
              onChoose={() => onChoose(repairer.id === chosenId ? undefined : repairer.id)}
              onDrop={() => dragged && assign({ order: dragged, repairer })}
            />
          </li>
        ))}
      </ul>
      <p className="sd-rail__hint">{data ? (data.length === 0 ? t('rail.empty') : t('rail.hint')) : null}</p>
    </section>
  )
}

interface RailPlaceProps {
  repairer: Repairer
  wanted: boolean
  chosen: boolean
  onChoose: () => void
  onDrop: () => void
}

function RailPlace({ repairer, wanted, chosen, onChoose, onDrop }: RailPlaceProps) {
  const t = useServiceDeskTexts()
  const [over, setOver] = useState(false)
  const load = repairer.openCount === 0 ? t('load.none') : t('load', { count: repairer.openCount })
  const allow = (event: DragEvent) => {
    if (!wanted) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
    setOver(true)
  }
  return (
    <button
      type="button"
      className="sd-rail__place"
      data-over={(over && wanted) || undefined}
      aria-pressed={chosen}
      aria-label={t('rail.filter', { name: repairer.name, load })}
      title={wanted ? t('rail.drop', { name: repairer.name }) : load}
      onClick={onChoose}
      onDragEnter={allow}
      onDragOver={allow}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        if (wanted) onDrop()
      }}
    >
      <Face name={repairer.name} />
      <span className="sd-rail__name">{repairer.name}</span>
      <span className="sd-rail__count" data-none={repairer.openCount === 0 || undefined}>
        {repairer.openCount}
      </span>
    </button>
  )
}
