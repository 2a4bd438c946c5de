/** The mark: a wall that holds the water back. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M3 4v16h18V4" />
        <path d="M3 13c3-3 6 3 9 0s6 3 9 0" />
      </svg>
      Cofferdam <span lang="zh-CN">围堰</span>
    </span>
  );
}
