import { billing } from '@anju/contract'
import { App } from 'antd'
import { Pencil, Percent, SearchX } from 'lucide-react'
import { lazy, useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { TakeBackButton } from '../TakeBack.tsx'
import { useGate } from '../useGate.ts'
import { type Item, plain } from './item.ts'
import { useItemTexts } from './texts.ts'
import '../billing.css'
import '../rules/rules.css'

const ItemForm = lazy(() => import('./ItemForm.tsx').then(module => ({ default: module.ItemForm })))
const TaxForm = lazy(() => import('./TaxForm.tsx').then(module => ({ default: module.TaxForm })))

/** One charge item: what it is, and its tax over time. */
export function ItemDrawer({ item }: { item: Item | undefined }) {
  const t = useItemTexts()
  if (item) return <Sections item={item} />
  return (
    <StatePage level="part" icon={SearchX} title={t('gone')}>
      {t('goneText')}
    </StatePage>
  )
}

function Sections({ item }: { item: Item }) {
  const t = useItemTexts()
  const { message } = App.useApp()
  const [open, setOpen] = useState<'edit' | 'tax' | null>(null)
  const gate = useGate('billing.rules.manage')
  const done = (saved: Item) => {
    setOpen(null)
    message.success(t('saved', { name: saved.name }))
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listItems) })
  }
  return (
    <div className="c-sections">
      <div className="c-rule__terms">
        <dl className="c-facts">
          <div>
            <dt>{t('category')}</dt>
            <dd>{t(`category.${item.category}`)}</dd>
          </div>
          <div>
            <dt>{t('priority')}</dt>
            <dd>{item.priority}</dd>
          </div>
          <div>
            <dt>{t('collectedBy')}</dt>
            <dd>{item.collectedBy.map(by => t(`by.${by}`)).join(' · ')}</dd>
          </div>
          <div>
            <dt>{t('state')}</dt>
            <dd>{item.active ? t('active') : t('inactive')}</dd>
          </div>
          <div>
            <dt>{t('treatment')}</dt>
            <dd>{t(`treatment.${item.treatment}`)}</dd>
          </div>
        </dl>
        <GatedButton size="small" icon={<Pencil size={12} aria-hidden />} reason={gate} onClick={() => setOpen('edit')}>
          {t('edit')}
        </GatedButton>
      </div>
      <section>
        <h2>
          {t('taxes')}
          <GatedButton
            size="small"
            icon={<Percent size={12} aria-hidden />}
            reason={gate}
            onClick={() => setOpen('tax')}
          >
            {t('addTax')}
          </GatedButton>
        </h2>
        <Taxes item={item} />
      </section>
      <OnceOpen open={open === 'edit'}>
        <ItemForm item={item} open={open === 'edit'} close={() => setOpen(null)} done={done} />
      </OnceOpen>
      <OnceOpen open={open === 'tax'}>
        <TaxForm item={item} open={open === 'tax'} close={() => setOpen(null)} done={done} />
      </OnceOpen>
    </div>
  )
}

function Taxes({ item }: { item: Item }) {
  const t = useItemTexts()
  if (item.taxes.length === 0) return <p className="c-sections__none">{t('noTax')}</p>
  return (
    <table className="c-lines" aria-label={t('taxes')}>
      <thead>
        <tr>
          <th scope="col">{t('from')}</th>
          <th scope="col">{t('entity')}</th>
          <th scope="col">{t('taxCode')}</th>
          <th scope="col">{t('rate')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {item.taxes.toReversed().map(tax => (
          <tr key={tax.id}>
            <th scope="row">{tax.effectiveFrom}</th>
            <td>{tax.legalEntityName ?? t('everyEntity')}</td>
            <td>{tax.taxCode ?? '–'}</td>
            <td>
              {plain(tax.ratePercent)}%{tax.regime === 'margin' ? ` ${t('regime.margin')}` : ''}
            </td>
            <td>
              <TakeBackButton
                label={t('takeTaxBack', { date: tax.effectiveFrom })}
                title={t('takeTaxBack', { date: tax.effectiveFrom })}
                content={t(item.taxes.length > 1 ? 'takeTaxBackText' : 'takeOnlyTaxBackText')}
                work={idempotencyKey =>
                  call(billing.removeItemTax, { params: { itemId: item.id, taxId: tax.id }, idempotencyKey })
                }
                renew={[listKey(billing.listItems)]}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
