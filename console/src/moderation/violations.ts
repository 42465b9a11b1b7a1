export const VIOLATIONS = ['advert', 'keyword', 'link', 'contact', 'flood', 'repeat'] as const;
