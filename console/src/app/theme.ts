import { theme as antd, type ThemeConfig } from 'antd';

/** The colours of the vine. Text colours are darker than Ant Design's so that every text reaches a contrast of 4.5. */
export const colours = {
  leaf: '#2b7a4b',
  leafLight: '#e6f2ea',
  ink: '#1d2b23',
  muted: '#56645c',
  line: '#dfe6e1',
  page: '#f5f7f5',
  chart: ['#2b7a4b', '#c98a1b', '#3b6fb5', '#a8513f', '#6d5aa8', '#3a8f93'],
};

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colours.leaf,
    // Ant Design makes what the pointer is over lighter, which takes the words of a button below 4.5.
    colorPrimaryHover: '#22693f',
    colorErrorHover: '#98291f',
    colorLinkHover: '#1b5533',
    colorPrimaryBg: '#e6f2ea',
    colorPrimaryBgHover: '#d9ecdf',
    colorPrimaryText: '#22693f',
    colorInfoBg: '#ecf2fa',
    colorInfoBorder: '#c9d9ee',
    colorWarningBg: '#fdf5e2',
    colorWarningBorder: '#eed9a8',
    colorErrorBg: '#fcecea',
    colorErrorBorder: '#efc6c1',
    colorSuccessBg: '#e6f2ea',
    colorSuccessBorder: '#bcdcc8',
    colorLink: '#22693f',
    colorSuccess: '#2b7a4b',
    colorError: '#b3362b',
    colorWarning: '#8a5a00',
    colorInfo: '#2f64a8',
    colorText: colours.ink,
    colorTextSecondary: colours.muted,
    colorTextTertiary: colours.muted,
    colorTextDescription: colours.muted,
    colorTextPlaceholder: '#68736c',
    colorTextDisabled: '#68736c',
    colorBorderSecondary: colours.line,
    colorBgLayout: colours.page,
    borderRadius: 8,
    fontFamily:
      "-apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', Roboto, sans-serif",
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 56, headerPadding: '0 20px' },
    Menu: { itemBorderRadius: 8, itemHeight: 38, itemSelectedBg: '#e6f2ea', itemSelectedColor: '#1f5f39' },
    Card: { headerFontSize: 15 },
    Button: { paddingInlineSM: 10, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
};

/** The colours at night: light on dark, and dark words on what is filled, so that every text reaches 4.5 again. */
const night = {
  leaf: '#5cc08a',
  ink: '#e4ebe6',
  muted: '#a9b6ae',
  faint: '#93a199',
  line: '#34413a',
  card: '#1a211d',
  raised: '#232c27',
  page: '#111613',
};

export const darkTheme: ThemeConfig = {
  algorithm: antd.darkAlgorithm,
  token: {
    colorPrimary: night.leaf,
    colorPrimaryHover: '#74cf9d',
    colorPrimaryActive: '#4cae79',
    colorPrimaryText: '#7cc79a',
    colorPrimaryBg: '#1d3a29',
    colorPrimaryBgHover: '#244733',
    colorInfo: '#7fb0ee',
    colorInfoBg: '#1d3047',
    colorInfoBorder: '#31507a',
    colorWarning: '#e0b04c',
    colorWarningBg: '#3a2f16',
    colorWarningBorder: '#6b5523',
    colorError: '#f2938a',
    colorErrorHover: '#f7aaa3',
    colorErrorBg: '#45211d',
    colorErrorBorder: '#7d3a33',
    colorSuccess: night.leaf,
    colorSuccessBg: '#1d3a29',
    colorSuccessBorder: '#35694a',
    colorLink: '#7cc79a',
    colorLinkHover: '#98d8b1',
    colorText: night.ink,
    colorTextSecondary: night.muted,
    colorTextTertiary: night.muted,
    colorTextDescription: night.muted,
    colorTextPlaceholder: night.faint,
    colorTextDisabled: night.faint,
    colorTextLightSolid: '#08130c',
    colorBgSpotlight: '#d5dfd9',
    colorBorder: '#44534a',
    colorBorderSecondary: night.line,
    colorBgContainer: night.card,
    colorBgElevated: night.raised,
    colorBgLayout: night.page,
    borderRadius: 8,
    fontFamily: theme.token!.fontFamily,
  },
  components: {
    ...theme.components,
    Layout: { ...theme.components!.Layout, headerBg: night.card, siderBg: night.card },
    Menu: { ...theme.components!.Menu, itemSelectedBg: '#1d3a29', itemSelectedColor: '#8fd6ab' },
  },
};

/** What a colour of a drawing becomes at night; the shades of a heat map still grow away from the page. */
const AT_NIGHT: Record<string, string> = {
  [colours.ink]: night.ink,
  [colours.muted]: night.muted,
  [colours.line]: night.line,
  '#fff': night.card,
  '#edf1ee': '#2a342e',
  '#f1f6f2': '#1f2b24',
  '#a9dcb9': '#2c5a3e',
  '#174a2c': '#a9dcb9',
  '#8fb49d': '#5c7d69',
  '#d7dedb': '#59675f',
  '#8a978f': '#9aa79f',
  '#9cc5ab': '#4d6a59',
  '#c3d3c9': '#4d6a59',
  '#e3ece6': '#2a342e',
  '#7fb394': '#3f8a61',
  '#cfe4d7': '#2c5a3e',
  '#2b7a4b': '#4fae76',
  '#c98a1b': '#dba23c',
  '#3b6fb5': '#6d9fe0',
  '#a8513f': '#d97f6b',
  '#6d5aa8': '#a391dd',
  '#3a8f93': '#56b3b7',
  '#0072b2': '#3f9fdc',
};

/** The same drawing at night: what is written down for the day keeps its meaning. */
export function atNight<T>(option: T): T {
  if (typeof option === 'string') return (AT_NIGHT[option.toLowerCase()] ?? option) as T;
  if (Array.isArray(option)) return option.map(atNight) as T;
  if (option === null || typeof option !== 'object') return option;
  return Object.fromEntries(Object.entries(option).map(([name, value]) => [name, atNight(value)])) as T;
}

export const nightTooltip = {
  backgroundColor: night.raised,
  borderColor: night.line,
  textStyle: { color: night.ink },
};
export const nightPaper = night.card;
