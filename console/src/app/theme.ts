import type { ThemeConfig } from 'antd';

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
