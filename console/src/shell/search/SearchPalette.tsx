import { useNavigate } from '@tanstack/react-router'
import { Modal } from 'antd'
import {
  Car,
  Clock,
  CornerDownLeft,
  FileText,
  Home,
  LayoutList,
  LoaderCircle,
  type LucideIcon,
  Search,
  User,
} from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { PageAddress } from '../../module.ts'
import { useRefusalText } from '../../refusal.ts'
import { useActor } from '../../session.tsx'
import { useConsoleTexts } from '../../texts/texts.ts'
import { useDelayed } from '../states/useDelayed.ts'
import { type Findable, rememberOpened } from './recent.ts'
import { useFindings } from './useFindings.ts'
import './search.css'

const ICONS: Record<Findable['group'], LucideIcon> = {
  recent: Clock,
  premises: Home,
  person: User,
  vehicle: Car,
  document: FileText,
  page: LayoutList,
}

/** The global search over the page: one box, results by group, everything by keyboard. */
export default function SearchPalette({ open, close }: { open: boolean; close: () => void }) {
  const t = useConsoleTexts()
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      closable={false}
      width={640}
      title={<span className="c-unseen">{t('search.title')}</span>}
      className="c-palette"
      style={{ top: '12vh' }}
      destroyOnHidden
    >
      <Palette close={close} />
    </Modal>
  )
}

function Palette({ close }: { close: () => void }) {
  const t = useConsoleTexts()
  const actor = useActor()
  const navigate = useNavigate()
  const listId = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const findings = useFindings(text)
  const { items } = findings
  const at = Math.min(active, items.length - 1)
  const slow = useDelayed(findings.waiting)

  const go = (item: Findable, address: PageAddress) => {
    rememberOpened(actor.accountId, item)
    close()
    void navigate({ to: address.to, search: address.search ?? {} })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const item = items[at]
    if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(items.length, 1))
    else if (event.key === 'ArrowUp') setActive((at - 1 + items.length) % Math.max(items.length, 1))
    else if (event.key === 'Enter' && item)
      go(item, (event.ctrlKey || event.metaKey) && item.charge ? item.charge : item.address)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className="c-palette__box">
        {slow ? <LoaderCircle size={18} className="c-turning" aria-hidden /> : <Search size={18} aria-hidden />}
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type into it
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={items[at] ? `${listId}-${at}` : undefined}
          aria-label={t('search.title')}
          placeholder={t('search.placeholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={50}
          value={text}
          onChange={event => {
            setText(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <Results
        listId={listId}
        items={items}
        at={at}
        onHover={setActive}
        onPick={(item, charge) => go(item, charge && item.charge ? item.charge : item.address)}
      />
      <Aftermath text={text} findings={findings} />
      <Keys charge={items[at]?.charge !== undefined} />
    </>
  )
}

/** What the keys do, under the list. */
function Keys({ charge }: { charge: boolean }) {
  const t = useConsoleTexts()
  return (
    <footer className="c-palette__keys" aria-hidden>
      <span>
        <kbd>↑</kbd>
        <kbd>↓</kbd> {t('search.move')}
      </span>
      <span>
        <kbd>Enter</kbd> {t('search.enter')}
      </span>
      {charge ? (
        <span>
          <kbd>Ctrl</kbd>
          <kbd>Enter</kbd> {t('search.ctrlEnter')}
        </span>
      ) : null}
      <span className="c-palette__hint">{t('search.hint')}</span>
    </footer>
  )
}

interface ResultsProps {
  listId: string
  items: Findable[]
  at: number
  onHover: (index: number) => void
  onPick: (item: Findable, charge: boolean) => void
}

function Results({ listId, items, at, onHover, onPick }: ResultsProps) {
  const t = useConsoleTexts()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(`${listId}-${at}`)}`)?.scrollIntoView({ block: 'nearest' })
  }, [listId, at])
  const groups = [...new Set(items.map(item => item.group))]
  return (
    <div id={listId} role="listbox" aria-label={t('search.title')} className="c-palette__list" ref={list}>
      {groups.map(group => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
        <div key={group} role="group" aria-label={t(`search.${group}`)}>
          <p className="c-palette__group" aria-hidden>
            {t(`search.${group}`)}
          </p>
          {items.map((item, index) =>
            item.group === group ? (
              <Result
                key={item.key}
                id={`${listId}-${index}`}
                item={item}
                on={index === at}
                onHover={() => onHover(index)}
                onPick={onPick}
              />
            ) : null,
          )}
        </div>
      ))}
    </div>
  )
}

interface ResultProps {
  id: string
  item: Findable
  on: boolean
  onHover: () => void
  onPick: ResultsProps['onPick']
}

/** One option. The focus stays in the box; the keyboard reaches options by aria-activedescendant. */
function Result({ id, item, on, onHover, onPick }: ResultProps) {
  const Icon = ICONS[item.group]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled in the search box
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={on}
      className="c-palette__item"
      onMouseMove={onHover}
      onClick={event => onPick(item, event.ctrlKey || event.metaKey)}
    >
      <Icon size={16} aria-hidden />
      <span className="c-palette__title">{item.title}</span>
      {item.subtitle ? <span className="c-palette__subtitle">{item.subtitle}</span> : null}
      {on ? <CornerDownLeft size={14} aria-hidden className="c-palette__enter" /> : null}
    </div>
  )
}

/** After the list: that nothing was found, that it failed, and for screen readers how many there are. */
function Aftermath({ text, findings }: { text: string; findings: ReturnType<typeof useFindings> }) {
  const t = useConsoleTexts()
  const explain = useRefusalText()
  const { items, waiting, error } = findings
  const asked = text.trim()
  return (
    <div role="status">
      {asked && !waiting && items.length > 0 ? (
        <span className="c-unseen">{t('search.found', { count: items.length })}</span>
      ) : null}
      {asked && error ? (
        <p className="c-palette__none">
          <strong>{t('search.failed')}</strong>
          {explain(error)}
        </p>
      ) : null}
      {asked && !waiting && !error && items.length === 0 ? (
        <p className="c-palette__none">
          <strong>{t('search.nothing', { text: asked })}</strong>
          {t('search.nothingHint')}
        </p>
      ) : null}
    </div>
  )
}
