export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#2b7a4b" />
      <path
        d="M9 27C7 19 11 15 16 13.500S24 8 23.500 4.500"
        fill="none"
        stroke="#d9f0e0"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
      <path d="M15.500 13.800C9.500 14.200 6.600 10.900 7 6.200c4.900.2 8.300 2.600 8.500 7.600Z" fill="#fff" />
      <path d="M12.600 18.400c5.600-3.600 10.700-2.300 12.700 2-4.200 3-9.500 2.700-12.700-2Z" fill="#a9dcb9" />
    </svg>
  );
}
