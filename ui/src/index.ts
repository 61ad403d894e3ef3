export { useDemoGrowing } from './browser/demo-growing.ts'
export { createEventStream, type EventStream, useEventStream } from './browser/event-stream.ts'
export { reloadOnceOnMissingChunk } from './browser/reload-once.ts'
export { type BlobAnswer, type BlobSending, sendBlob } from './browser/send-blob.ts'
export { RESUMED, type StreamEvent, type StreamListener } from './browser/stream-event.ts'
export {
  Button,
  ButtonLink,
  type ButtonLinkProps,
  type ButtonLook,
  type ButtonProps,
  buttonClass,
} from './controls/Button.tsx'
export { IconButton, type IconButtonProps } from './controls/IconButton.tsx'
export { Spinner } from './controls/Spinner.tsx'
export { CodeField, type CodeFieldProps } from './fields/CodeField.tsx'
export { Field, type FieldFrame, type FieldProps } from './fields/Field.tsx'
export { PasswordField } from './fields/PasswordField.tsx'
export { PhoneField, type PhoneFieldProps } from './fields/PhoneField.tsx'
export { isPhone, phoneDigits, spacedPhone } from './fields/phone-digits.ts'
export { RadioTiles, type RadioTilesProps, type Tile } from './fields/RadioTiles.tsx'
export { type Choice, SelectField, type SelectFieldProps } from './fields/SelectField.tsx'
export { type StarCount, StarRating, type StarRatingProps, Stars } from './fields/StarRating.tsx'
export { SwitchRow, type SwitchRowProps } from './fields/SwitchRow.tsx'
export { TextAreaField, type TextAreaFieldProps } from './fields/TextAreaField.tsx'
export { TextField, type TextFieldProps } from './fields/TextField.tsx'
export { type Countdown, useBrowserNow, useCountdown } from './formats/browser-clock.ts'
export { DateText, type DateTextProps } from './formats/DateText.tsx'
export {
  formatDate,
  formatDateTime,
  formatMonth,
  formatTime,
  formatWeekday,
  type InstantValue,
} from './formats/format-date.ts'
export { formatFen, formatMoney, withYen } from './formats/format-fen.ts'
export { Money, type MoneyProps } from './formats/Money.tsx'
export { roundDecimal } from './formats/round-decimal.ts'
export { type BottomTab, BottomTabs } from './navigation/BottomTabs.tsx'
export { EntryPage, type EntryPageProps, Splash } from './navigation/EntryPage.tsx'
export { Page, type PageProps } from './navigation/Page.tsx'
export { type Tab, Tabs, type TabsProps } from './navigation/Tabs.tsx'
export { TopBar, type TopBarProps } from './navigation/TopBar.tsx'
export { numbered } from './numbered.ts'
export { ConfirmDialog, type ConfirmDialogProps } from './overlays/ConfirmDialog.tsx'
export { ConfirmRow, type ConfirmRowProps } from './overlays/ConfirmRow.tsx'
export { Sheet, type SheetProps } from './overlays/Sheet.tsx'
export { type ShowToast, ToastProvider, type ToastTone, useToast } from './overlays/Toast.tsx'
export { PhotoGrid, type ShownPhoto } from './photos/PhotoGrid.tsx'
export { PhotoPicker, type PhotoPickerProps } from './photos/PhotoPicker.tsx'
export { PhotoViewer, type PhotoViewerProps } from './photos/PhotoViewer.tsx'
export {
  type KeptPhoto,
  type PhotoDraft,
  type PhotoDrafts,
  type PhotoDraftsOptions,
  type PhotoUpload,
  usePhotoDrafts,
} from './photos/usePhotoDrafts.ts'
export { ElderModeRow } from './preferences/ElderModeRow.tsx'
export { restoreElderMode, setElderMode, useElderMode } from './preferences/elder-mode.ts'
export { LanguageRow } from './preferences/LanguageRow.tsx'
export { ElderModeButton, LanguageButton } from './preferences/PreferenceButtons.tsx'
export {
  hasRefusalText,
  type RefusalTexts,
  RefusalTextsContext,
  refusalText,
  requestIdOf,
  statusOf,
  useRefusalText,
} from './refusals/refusal-text.ts'
export type { AppLinkProps } from './router/AppLink.tsx'
export {
  createNavigation,
  type LinkProps,
  type PageOf,
  type SearchOf,
  type Target,
} from './router/create-navigation.ts'
export { lazyPage } from './router/lazy-page.tsx'
export { PageView } from './router/PageView.tsx'
export type { ParamsOf } from './router/paths.ts'
export type { Way } from './router/place.ts'
export { DemoBanner } from './states/DemoBanner.tsx'
export { Loaded, type LoadedProps, type LoadedQuery } from './states/Loaded.tsx'
export { LoadMore, type PagedQuery } from './states/LoadMore.tsx'
export { Notice, type NoticeProps } from './states/Notice.tsx'
export { OfflineBanner, useOnline } from './states/OfflineBanner.tsx'
export { ListSkeleton, Loading, Refreshing, Skeleton } from './states/Skeleton.tsx'
export {
  EmptyState,
  type EmptyStateProps,
  ErrorState,
  type ErrorStateProps,
  NoPermissionState,
  type NoPermissionStateProps,
} from './states/State.tsx'
export { UpdatePrompt, type WatchForUpdates } from './states/UpdatePrompt.tsx'
export { Avatar } from './surfaces/Avatar.tsx'
export { Card, type CardProps, Section, type SectionProps, Stack } from './surfaces/Card.tsx'
export { Facts } from './surfaces/Facts.tsx'
export { List, ListRow, type ListRowProps } from './surfaces/List.tsx'
export { Profile } from './surfaces/Profile.tsx'
export { CountBadge, StatusTag, type StatusTagProps, type Tone } from './surfaces/StatusTag.tsx'
export { comma } from './texts/comma.ts'
export { defineTexts, type Translate, type UseTexts } from './texts/define-texts.ts'
export { fillText } from './texts/fill-text.ts'
export { LocaleProvider } from './texts/LocaleProvider.tsx'
export { LOCALE_NAMES, LOCALES, type Locale, rememberedLocale, useLocale } from './texts/locale.ts'
export { ProgressTimeline, type TimelineStep } from './timeline/ProgressTimeline.tsx'
