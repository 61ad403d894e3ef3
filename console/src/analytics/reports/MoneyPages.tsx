import { analytics, type WireResponseOf } from '@anju/contract'
import type { PageAddress } from '../../module.ts'
import type { List } from '../../shell/list/index.ts'
import { amountColumn, countColumn, type GroupRow, type RowAddress, toLines } from './group-columns.tsx'
import { MoneyBridge } from './MoneyBridge.tsx'
import { MovementReport } from './MovementReport.tsx'
import { movementsOf } from './row-address.ts'
import { useReportTexts } from './texts.ts'

type CashRow = WireResponseOf<typeof analytics.listCash>['items'][number]
type CashSums = WireResponseOf<typeof analytics.listCash>['sums']
type PrepaidRow = WireResponseOf<typeof analytics.listPrepayments>['items'][number]
type PrepaidSums = WireResponseOf<typeof analytics.listPrepayments>['sums']
type DepositRow = WireResponseOf<typeof analytics.listDepositMovements>['items'][number]
type DepositSums = WireResponseOf<typeof analytics.listDepositMovements>['sums']
type WaiverRow = WireResponseOf<typeof analytics.listWaivers>['items'][number]
type WaiverSums = WireResponseOf<typeof analytics.listWaivers>['sums']
type TaxRow = WireResponseOf<typeof analytics.listTaxes>['items'][number]
type TaxSums = WireResponseOf<typeof analytics.listTaxes>['sums']

const METHODS = ['cash', 'transfer', 'pos', 'cheque', 'direct-debit'] as const
type Method = (typeof METHODS)[number]

/** Rows open the facts that add up to them. */
const toMovements =
  <Row extends GroupRow, Sums>(of: 'cash' | 'prepayment' | 'deposit' | 'waiver') =>
  (list: List<Row, Sums>): RowAddress<Row> =>
  (row, by) => ({ to: '/reports/movement-rows', search: movementsOf(row, by, list.state.filters, of) })

/** Where an amount opens the facts of its kind alone. */
const ofKind =
  <Row,>(address: (row: Row) => PageAddress, kind: string) =>
  (row: Row) => {
    const { to, search } = address(row)
    return { to, search: { ...search, kind } }
  }

/** Where a balance opens all that moved it until then. */
const ofBalance =
  <Row,>(address: (row: Row) => PageAddress, balance: 'opening' | 'closing') =>
  (row: Row) => {
    const { to, search } = address(row)
    return { to, search: { ...search, balance } }
  }

function usePlainName() {
  const t = useReportTexts()
  return (row: GroupRow) => `${row.communityName ?? ''} ${row.name || t('outside')}`.trim()
}

/** How a row of 收款 is called that is of no building or item; of any other kind it was no payment. */
const CASH_UNNAMED: Record<string, 'outside' | 'cash.noItem' | undefined> = { building: 'outside', item: 'cash.noItem' }

/** 收款（现金口径）. */
export function CashPage() {
  const t = useReportTexts()
  return (
    <MovementReport<CashRow, CashSums>
      title={t('cash.title')}
      route={analytics.listCash}
      exporting={analytics.exportCash}
      groups={['month', 'day', 'community', 'building', 'item', 'method', 'channel', 'cashier']}
      filters={['from', 'to', 'itemId', 'buildingId']}
      report="cash"
      above={query => <MoneyBridge query={query} />}
      nameOf={(row, by) =>
        (by === 'method' || by === 'channel') && METHODS.includes(row.name as Method)
          ? t(`method.${row.name as Method}`)
          : `${row.communityName ?? ''} ${row.name || t(CASH_UNNAMED[by] ?? 'cash.noPayment')}`.trim()
      }
      address={toMovements<CashRow, CashSums>('cash')}
      columns={address => [
        amountColumn('currentFen', t('cash.current'), { address: ofKind(address, 'current') }),
        amountColumn('oldFen', t('collectedOld'), { address: ofKind(address, 'old') }),
        amountColumn('aheadFen', t('cash.ahead'), { address: ofKind(address, 'ahead') }),
        amountColumn('depositFen', t('cash.deposit'), { address: ofKind(address, 'deposit') }),
        amountColumn('prepaidFen', t('cash.prepaid'), { address: ofKind(address, 'prepaid') }),
        amountColumn('refundedFen', t('cash.refunded'), { address: ofKind(address, 'refunded') }),
        amountColumn('totalFen', t('cash.total'), { address }),
        countColumn('paymentCount', t('cash.count')),
      ]}
    />
  )
}

/** 预存变动. */
export function PrepaymentsPage() {
  const t = useReportTexts()
  const plainName = usePlainName()
  return (
    <MovementReport<PrepaidRow, PrepaidSums>
      title={t('prepayments.title')}
      route={analytics.listPrepayments}
      exporting={analytics.exportPrepayments}
      groups={['month', 'community', 'building', 'item']}
      filters={['from', 'to', 'itemId', 'buildingId']}
      report="prepayments"
      nameOf={(row, by) => (by === 'item' ? row.name || t('prepayments.general') : plainName(row))}
      address={toMovements<PrepaidRow, PrepaidSums>('prepayment')}
      columns={address => [
        amountColumn('openingFen', t('prepayments.opening'), { address: ofBalance(address, 'opening') }),
        amountColumn('topUpFen', t('cash.prepaid'), { address: ofKind(address, 'top-up') }),
        amountColumn('creditFen', t('prepayments.credit'), { address: ofKind(address, 'credits') }),
        amountColumn('offsetFen', t('prepayments.offset'), { address: ofKind(address, 'offset') }),
        amountColumn('refundedFen', t('cash.refunded'), { address: ofKind(address, 'refund') }),
        amountColumn('otherFen', t('prepayments.other'), { address: ofKind(address, 'others') }),
        amountColumn('closingFen', t('prepayments.closing'), { address: ofBalance(address, 'closing') }),
      ]}
    />
  )
}

/** 押金变动. */
export function DepositsPage() {
  const t = useReportTexts()
  return (
    <MovementReport<DepositRow, DepositSums>
      title={t('deposits.title')}
      route={analytics.listDepositMovements}
      exporting={analytics.exportDepositMovements}
      groups={['month', 'item', 'community', 'building']}
      filters={['from', 'to', 'itemId', 'buildingId']}
      report="deposits"
      nameOf={usePlainName()}
      address={toMovements<DepositRow, DepositSums>('deposit')}
      columns={address => [
        amountColumn('openingFen', t('deposits.opening'), { address: ofBalance(address, 'opening') }),
        amountColumn('receivedFen', t('deposits.received'), { address: ofKind(address, 'receipts') }),
        amountColumn('deductedFen', t('deposits.deducted'), { address: ofKind(address, 'deducted') }),
        amountColumn('refundedFen', t('deposits.refunded'), { address: ofKind(address, 'refunded') }),
        amountColumn('reversedFen', t('deposits.reversed'), { address: ofKind(address, 'reversal') }),
        amountColumn('closingFen', t('deposits.closing'), { address: ofBalance(address, 'closing') }),
      ]}
    />
  )
}

/** 减免、抹零与核销. */
export function WaiversPage() {
  const t = useReportTexts()
  return (
    <MovementReport<WaiverRow, WaiverSums>
      title={t('waivers.title')}
      route={analytics.listWaivers}
      exporting={analytics.exportWaivers}
      groups={['month', 'item', 'community', 'building']}
      filters={['from', 'to', 'itemId', 'buildingId']}
      report="waivers"
      address={toMovements<WaiverRow, WaiverSums>('waiver')}
      columns={address => [
        amountColumn('waivedFen', t('waived'), { address: ofKind(address, 'waivers') }),
        amountColumn('roundedFen', t('waivers.rounded'), { sort: false, address: ofKind(address, 'rounding') }),
        amountColumn('writtenOffFen', t('writtenOff'), { address: ofKind(address, 'write-off') }),
        amountColumn('totalFen', t('waivers.total'), { address }),
        countColumn('lineCount', t('lines')),
      ]}
    />
  )
}

/** The row of what is taxed by its margin, among those of rates. */
function isMargin({ name, groupId, month }: TaxRow): boolean {
  return name === 'margin' && groupId === null && month === null
}

/** 税额. */
export function TaxesPage() {
  const t = useReportTexts()
  return (
    <MovementReport<TaxRow, TaxSums>
      title={t('taxes.title')}
      route={analytics.listTaxes}
      exporting={analytics.exportTaxes}
      groups={['rate', 'month', 'item', 'community']}
      filters={['from', 'to', 'itemId', 'buildingId']}
      report="taxes"
      nameOf={row => (isMargin(row) ? t('taxes.margin') : row.name || t('taxes.noRate'))}
      address={list => toLines<TaxRow>(list, {}, 'issued')}
      columns={() => [
        amountColumn('grossFen', t('taxes.gross')),
        amountColumn('netFen', t('taxes.net')),
        amountColumn('taxFen', t('taxes.tax')),
        countColumn('lineCount', t('lines')),
      ]}
    />
  )
}
