/** Mooring's sign: an anchor on the brand's colour. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 34 34" aria-hidden="true">
      <defs>
        <linearGradient id="logo-ground" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor="#7c7ff5" />
          <stop offset="1" stopColor="#4a44bd" />
        </linearGradient>
      </defs>
      <rect width="34" height="34" rx="10" fill="url(#logo-ground)" />
      <g fill="none" stroke="#fff" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="17" cy="9.5" r="2.5" />
        <path d="M17 12v14M12.5 15.5h9M8 19c0 4.5 4 7 9 7s9-2.5 9-7" />
      </g>
    </svg>
  );
}
