import { lazyPage, PageView, Splash } from '@anju/ui'
import { way } from './navigation.ts'
import { ErrorPage } from './shell/ErrorPage.tsx'
import { SignedIn, SignedOut } from './shell/guards.tsx'
import { mark } from './shell/mark.ts'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { Shell } from './shell/Shell.tsx'
import { TabsLayout } from './shell/TabsLayout.tsx'

const PAGES = {
  '/sign-in': lazyPage(async () => (await import('./identity/SignInPage.tsx')).SignInPage),
  '/': lazyPage(async () => (await import('./portal/HomePage.tsx')).HomePage),
  '/bills': lazyPage(async () => (await import('./billing/BillsPage.tsx')).BillsPage),
  '/orders': lazyPage(async () => (await import('./service-desk/OrdersPage.tsx')).OrdersPage),
  '/me': lazyPage(async () => (await import('./identity/MePage.tsx')).MePage),
  '/orders/new': lazyPage(async () => (await import('./service-desk/ReportPage.tsx')).ReportPage),
  '/orders/$orderId': lazyPage(async () => (await import('./service-desk/OrderPage.tsx')).OrderPage),
  '/bills/$billId': lazyPage(async () => (await import('./billing/BillPage.tsx')).BillPage),
  '/bills/$billId/dispute': lazyPage(async () => (await import('./billing/DisputePage.tsx')).DisputePage),
  '/account': lazyPage(async () => (await import('./billing/AccountPage.tsx')).AccountPage),
  '/fund': lazyPage(async () => (await import('./billing/FundPage.tsx')).FundPage),
  '/meters': lazyPage(async () => (await import('./metering/MetersPage.tsx')).MetersPage),
  '/discounts': lazyPage(async () => (await import('./billing/DiscountsPage.tsx')).DiscountsPage),
  '/discounts/new': lazyPage(async () => (await import('./billing/ApplyDiscountPage.tsx')).ApplyDiscountPage),
  '/disclosures': lazyPage(async () => (await import('./billing/DisclosuresPage.tsx')).DisclosuresPage),
  '/disclosures/$disclosureId': lazyPage(async () => (await import('./billing/DisclosurePage.tsx')).DisclosurePage),
  '/receipts': lazyPage(async () => (await import('./payments/ReceiptsPage.tsx')).ReceiptsPage),
  '/receipts/$receiptId': lazyPage(async () => (await import('./payments/ReceiptPage.tsx')).ReceiptPage),
  '/notices': lazyPage(async () => (await import('./messaging/NoticesPage.tsx')).NoticesPage),
  '/notices/preferences': lazyPage(async () => (await import('./messaging/PreferencesPage.tsx')).PreferencesPage),
  '/join': lazyPage(async () => (await import('./residents/JoinPage.tsx')).JoinPage),
  '/join/code': lazyPage(async () => (await import('./residents/CodePage.tsx')).CodePage),
  '/join/apply': lazyPage(async () => (await import('./residents/ApplyPage.tsx')).ApplyPage),
  '/homes/$premisesId': lazyPage(async () => (await import('./residents/HouseholdPage.tsx')).HouseholdPage),
  '/privacy': lazyPage(async () => (await import('./residents/PrivacyPage.tsx')).PrivacyPage),
  '/vehicles': lazyPage(async () => (await import('./registry/VehiclesPage.tsx')).VehiclesPage),
  '/vehicles/new': lazyPage(async () => (await import('./registry/ApplyVehiclePage.tsx')).ApplyVehiclePage),
}

/** The app's places with the tabs below; every other page has the whole screen. */
const TABS: readonly string[] = ['/', '/bills', '/orders', '/me']

/** The page of the address. Everything but the sign-in is behind it. */
export function AppPages() {
  return (
    <PageView
      way={way}
      pages={PAGES}
      frame={(page, content) =>
        page === '/sign-in' ? (
          <SignedOut>{content}</SignedOut>
        ) : (
          <SignedIn>
            <Shell>{TABS.includes(page) ? <TabsLayout>{content}</TabsLayout> : content}</Shell>
          </SignedIn>
        )
      }
      splash={<Splash mark={mark} />}
      Failed={ErrorPage}
      NotFound={NotFoundPage}
    />
  )
}
