import type { Schemas } from '../api/client';

type Findings = Schemas['Evidence']['findings'];

/** What was said, with what the detectors matched marked in it. */
export function Matched({ text, findings }: { text: string; findings: Findings }) {
  const spans = findings
    .map((finding) => {
      if (finding.start != null && finding.end != null) return [finding.start, finding.end] as const;
      const at = finding.matched ? text.indexOf(finding.matched) : -1;
      return at < 0 ? null : ([at, at + finding.matched!.length] as const);
    })
    .filter((span) => span !== null)
    .toSorted((a, b) => a[0] - b[0]);
  const narrow = spans.filter(([start, end]) => end - start < text.length * 0.9);
  const parts = [];
  let last = 0;
  for (const [start, end] of narrow.length > 0 ? narrow : spans) {
    if (start < last || end > text.length) continue;
    parts.push(text.slice(last, start), <mark key={start}>{text.slice(start, end)}</mark>);
    last = end;
  }
  parts.push(text.slice(last));
  return (
    <blockquote className="said quote" dir="auto">
      {parts}
    </blockquote>
  );
}
