import { Button, Drawer } from 'antd'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import type { List } from './useList.ts'

export interface RowDrawerContent<Row> {
  /** The row is undefined when its address was opened and it is not on this page of the list: ask by id. */
  title: (id: string, row: Row | undefined) => ReactNode
  render: (id: string, row: Row | undefined) => ReactNode
  /** The primary action of the row, on the right of the title. */
  extra?: (id: string, row: Row | undefined) => ReactNode
  footer?: (id: string, row: Row | undefined) => ReactNode
}

interface RowDrawerProps<Row, Sums> {
  list: List<Row, Sums>
  idOf: (row: Row) => string
  content: RowDrawerContent<Row>
}

const WIDTH = 640

/** The open row, 640 px on the right, over a list that stays usable: ↑ and ↓ or a click move to another row, Esc closes. */
export default function RowDrawer<Row, Sums>({ list, idOf, content }: RowDrawerProps<Row, Sums>) {
  const t = useConsoleTexts()
  const { state, rows } = list
  const id = state.openId
  const at = rows.findIndex(row => idOf(row) === id)
  const row = rows[at]
  const known = useKnown(id, row)
  const previous = at > 0 ? rows[at - 1] : undefined
  const next = at >= 0 ? rows[at + 1] : undefined
  const move = (to: Row | undefined) => to && state.open(idOf(to))
  useRowKeys(id !== undefined, { up: () => move(previous), down: () => move(next), escape: state.close })
  return (
    <Drawer
      open={id !== undefined}
      onClose={state.close}
      size={WIDTH}
      mask={false}
      keyboard={false}
      closable={false}
      destroyOnHidden
      rootClassName="c-drawer"
      title={id === undefined ? null : content.title(id, known)}
      extra={
        <div className="c-drawer__extra">
          {id === undefined ? null : content.extra?.(id, row)}
          <Button
            type="text"
            disabled={!previous}
            onClick={() => move(previous)}
            icon={<ChevronUp size={16} aria-hidden />}
            aria-label={t('list.previousRow')}
            title={`${t('list.previousRow')} ↑`}
          />
          <Button
            type="text"
            disabled={!next}
            onClick={() => move(next)}
            icon={<ChevronDown size={16} aria-hidden />}
            aria-label={t('list.nextRow')}
            title={`${t('list.nextRow')} ↓`}
          />
          <Button
            type="text"
            onClick={state.close}
            icon={<X size={16} aria-hidden />}
            aria-label={t('list.close')}
            title={`${t('list.close')} Esc`}
          />
        </div>
      }
      footer={id === undefined ? null : content.footer?.(id, row)}
    >
      {id === undefined ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="c-drawer__body" aria-label={t('list.details')} tabIndex={0}>
          {content.render(id, row)}
        </section>
      )}
    </Drawer>
  )
}

/** The open row as it was last seen: one that leaves its list by what was done to it keeps its name. */
function useKnown<Row>(id: string | undefined, row: Row | undefined): Row | undefined {
  const [seen, setSeen] = useState<{ id: string; row: Row }>()
  if (id !== undefined && row !== undefined && seen?.row !== row) setSeen({ id, row })
  return row ?? (seen?.id === id ? seen?.row : undefined)
}

/** Keys of the open drawer, unless somebody is typing or something lies above it. */
function useRowKeys(on: boolean, keys: { up: () => void; down: () => void; escape: () => void }) {
  useEffect(() => {
    if (!on) return
    const onKey = (event: KeyboardEvent) => {
      const act = { ArrowUp: keys.up, ArrowDown: keys.down, Escape: keys.escape }[event.key]
      if (!act || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isBusy(event.target))
        return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

const BUSY =
  'input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="combobox"], [role="radiogroup"], [role="tablist"], .ant-modal, .c-form-drawer'

function isBusy(target: EventTarget | null): boolean {
  const typing = target instanceof Element && target.closest(BUSY) !== null
  return (
    typing ||
    document.querySelector(
      '.ant-modal-wrap:not([style*="display: none"]) .ant-modal, .ant-dropdown-open, .ant-popover:not(.ant-popover-hidden)',
    ) !== null
  )
}
