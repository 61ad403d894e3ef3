import type { ThemeConfig } from 'antd'
import type { Density } from './preferences.ts'

/** The palette of the family (ui.md §2). Every text colour here has at least 4.5:1 on the surface it is used on. */
const palette = {
  primary: '#1456d9',
  primaryHover: '#0f48ba',
  primaryPale: '#edf3fe',
  text: '#1d2129',
  secondary: '#4e5969',
  placeholder: '#667085',
  line: '#e5e6eb',
  page: '#f5f6f8',
  surface: '#ffffff',
  success: '#0a7a3d',
  successPale: '#e8f6ee',
  warning: '#9a5b00',
  warningPale: '#fdf3e1',
  danger: '#c4161c',
  dangerPale: '#fdecec',
} as const

const fontFamily = 'system-ui, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

const shadow = '0 8px 24px rgba(29, 33, 41, 0.14), 0 2px 6px rgba(29, 33, 41, 0.06)'

/**
 * antd's tokens set to our palette and sizes. antd's own greens, links and placeholder greys miss the contrast we ask for, so each
 * colour that carries text is named here rather than left to the algorithm.
 */
export function consoleTheme(density: Density, stillness: boolean): ThemeConfig {
  const compact = density === 'compact'
  return {
    token: {
      ...colours,
      fontFamily,
      fontSize: 14,
      fontSizeHeading1: 28,
      fontSizeHeading2: 20,
      fontSizeHeading3: 16,
      borderRadius: 6,
      borderRadiusLG: 8,
      borderRadiusSM: 4,
      controlHeight: compact ? 28 : 32,
      controlHeightSM: 24,
      boxShadow: shadow,
      boxShadowSecondary: shadow,
      boxShadowTertiary: 'none',
      motion: !stillness,
      motionDurationFast: '0.1s',
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.2s',
      wireframe: false,
    },
    components: componentTokens(compact),
  }
}

const colours = {
  colorPrimary: palette.primary,
  colorPrimaryHover: palette.primaryHover,
  colorInfo: palette.primary,
  colorInfoBg: palette.primaryPale,
  colorLink: palette.primary,
  colorLinkHover: palette.primaryHover,
  colorLinkActive: palette.primaryHover,
  colorSuccess: palette.success,
  colorSuccessText: palette.success,
  colorSuccessBg: palette.successPale,
  colorWarning: palette.warning,
  colorWarningText: palette.warning,
  colorWarningBg: palette.warningPale,
  colorError: palette.danger,
  colorErrorText: palette.danger,
  colorErrorBg: palette.dangerPale,
  colorText: palette.text,
  colorTextHeading: palette.text,
  colorTextSecondary: palette.secondary,
  colorTextTertiary: palette.secondary,
  colorTextDescription: palette.secondary,
  colorTextPlaceholder: palette.placeholder,
  colorTextDisabled: '#767f8c',
  colorIcon: palette.secondary,
  colorIconHover: palette.text,
  colorBorder: '#c9cdd4',
  colorBorderSecondary: palette.line,
  colorSplit: palette.line,
  colorBgMask: 'rgba(29, 33, 41, 0.32)',
  colorBgLayout: palette.page,
  colorBgContainer: palette.surface,
  colorFillAlter: '#fafbfc',
  controlItemBgHover: '#f2f3f5',
  controlItemBgActive: palette.primaryPale,
  controlItemBgActiveHover: '#dfe9fd',
}

function componentTokens(compact: boolean): ThemeConfig['components'] {
  return {
    Table: {
      cellFontSizeMD: 13,
      cellPaddingBlockMD: compact ? 5.5 : 7.5,
      cellPaddingInlineMD: 12,
      headerBg: '#fafbfc',
      headerColor: palette.secondary,
      headerSplitColor: 'transparent',
      headerBorderRadius: 0,
      rowHoverBg: '#f7f9fc',
      rowSelectedBg: palette.primaryPale,
      rowSelectedHoverBg: '#e2ecfd',
      footerBg: palette.surface,
      selectionColumnWidth: 40,
    },
    Form: { verticalLabelPadding: '0 0 4px', labelColor: palette.secondary, itemMarginBottom: 20 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Drawer: { paddingLG: 20 },
    // Days of the neighbouring months are read: they are drawn like disabled ones, which need no contrast.
    DatePicker: { colorTextDisabled: palette.placeholder },
    Tooltip: { colorBgSpotlight: '#1d2129' },
    Tag: { defaultBg: '#f2f3f5', defaultColor: palette.secondary },
    Statistic: { contentFontSize: 28, titleFontSize: 13 },
  }
}
