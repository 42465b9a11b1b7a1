export const VIOLATIONS = ['advert', 'keyword', 'link', 'contact', 'flood', 'repeat', 'mentions', 'other'] as const;
