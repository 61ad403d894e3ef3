import { CornerDownLeft, House, LoaderCircle, Search, User } from 'lucide-react'
import { type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from 'react'
import { useRefusalText } from '../../refusal.ts'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { useCashierTexts } from './texts.ts'
import './find.css'
import { type FoundHousehold, useHouseholds } from './useHouseholds.ts'

interface HouseholdSearchProps {
  field: Ref<HTMLInputElement>
  onPick: (premisesId: string) => void
  /** While a payment has no answer, no other household is opened. */
  disabled: boolean
}

/** Where every payment begins: type, arrows, Enter. Enter also waits for the answer when the fingers are faster than it. */
export function HouseholdSearch({ field, onPick, disabled }: HouseholdSearchProps) {
  const t = useCashierTexts()
  const listId = useId()
  const { typed, type, open, households, current, error, at, setActive, pick, onKeyDown } = useFinding(onPick)
  const slow = useDelayed(open && !current)
  return (
    <div className="c-find">
      <div className="c-find__box" data-disabled={disabled}>
        {slow ? <LoaderCircle size={18} className="c-turning" aria-hidden /> : <Search size={18} aria-hidden />}
        <input
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: this desk is worked from here
          autoFocus
          role="combobox"
          aria-expanded={open}
          aria-controls={listId}
          aria-activedescendant={open && households[at] ? `${listId}-${at}` : undefined}
          aria-label={t('search')}
          placeholder={t('searchPlaceholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={50}
          disabled={disabled}
          value={typed}
          onChange={event => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <span className="c-find__hint" aria-hidden>
          {t('searchHint')}
        </span>
      </div>
      <div className="c-find__list" hidden={!open}>
        <Options listId={listId} households={households} at={at} onHover={setActive} onPick={pick} />
        <Aftermath text={typed.trim()} count={households.length} current={current} error={error} />
      </div>
    </div>
  )
}

/** What is typed, what it finds, which of it is meant, and the keys for that. */
function useFinding(onPick: (premisesId: string) => void) {
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const [hurried, setHurried] = useState(false)
  const found = useHouseholds(typed)
  const { households, current } = found
  const open = typed.trim() !== ''
  const at = Math.min(active, households.length - 1)
  const type = (text: string) => {
    setTyped(text)
    setActive(0)
    setHurried(false)
  }
  const pick = (household: FoundHousehold | undefined) => {
    if (!household?.premisesId) return
    type('')
    onPick(household.premisesId)
  }
  useHurry(
    hurried && current,
    () => pick(households[0]),
    () => setHurried(false),
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !open) return
    const count = Math.max(households.length, 1)
    if (event.key === 'ArrowDown') setActive((at + 1) % count)
    else if (event.key === 'ArrowUp') setActive((at - 1 + count) % count)
    else if (event.key === 'Enter') current ? pick(households[at]) : setHurried(true)
    else if (event.key === 'Escape') type('')
    else return
    event.preventDefault()
  }
  return { ...found, typed, type, open, at, setActive, pick, onKeyDown }
}

/** Enter came before the answer: once it is there, the first household is opened. */
function useHurry(answered: boolean, pickFirst: () => void, calm: () => void): void {
  const latest = useRef({ pickFirst, calm })
  latest.current = { pickFirst, calm }
  useEffect(() => {
    if (!answered) return
    latest.current.calm()
    latest.current.pickFirst()
  }, [answered])
}

interface OptionsProps {
  listId: string
  households: readonly FoundHousehold[]
  /** Which one Enter would open. */
  at: number
  onHover: (index: number) => void
  onPick: (household: FoundHousehold) => void
}

function Options({ listId, households, at, onHover, onPick }: OptionsProps) {
  const t = useCashierTexts()
  return (
    <div id={listId} role="listbox" aria-label={t('search')}>
      {households.map((household, index) => (
        <Found
          key={household.key}
          id={`${listId}-${index}`}
          household={household}
          on={index === at}
          onHover={() => onHover(index)}
          onPick={() => onPick(household)}
        />
      ))}
    </div>
  )
}

interface FoundProps {
  id: string
  household: FoundHousehold
  on: boolean
  onHover: () => void
  onPick: () => void
}

/** One option. The focus stays in the box; the keyboard reaches options by aria-activedescendant. */
function Found({ id, household, on, onHover, onPick }: FoundProps) {
  const t = useCashierTexts()
  const Icon = household.kind === 'premises' ? House : User
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled in the search box
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={on}
      aria-disabled={household.premisesId === null}
      onMouseMove={onHover}
      onMouseDown={event => event.preventDefault()}
      onClick={onPick}
    >
      <Icon size={16} aria-hidden />
      <strong>{household.title}</strong>
      <span>{household.premisesId === null ? t('noHome') : household.subtitle}</span>
      {on ? <CornerDownLeft size={14} aria-hidden /> : null}
    </div>
  )
}

interface AftermathProps {
  text: string
  count: number
  current: boolean
  error: Error | null
}

function Aftermath({ text, count, current, error }: AftermathProps) {
  const t = useCashierTexts()
  const explain = useRefusalText()
  return (
    <div role="status">
      {error ? <p>{explain(error)}</p> : null}
      {!error && text !== '' && current && count === 0 ? (
        <p>
          <strong className="c-find__none">{t('nothingFound', { text })}</strong>
          {t('nothingFoundHint')}
        </p>
      ) : null}
      {!error && text !== '' && !current && count === 0 ? <p>{t('searching')}</p> : null}
      {count > 0 && current ? <span className="c-unseen">{t('foundWords', { count })}</span> : null}
    </div>
  )
}
