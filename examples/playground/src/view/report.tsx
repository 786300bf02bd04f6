// The rejects and unknown events of the tables.
import type { Picture } from '../engine/protocol.ts'
import { count, type Words } from '../words.ts'

export function TableReport({ picture, words }: { picture: Picture | null; words: Words }) {
  if (!picture) return null
  const { rejected, rejects, unknown_events: unknown } = picture.report
  return (
    <section class="report">
      <details>
        <summary>{words.rejects} <span class="count">{count(rejected)}</span></summary>
        {rejected === 0 && <p>{words.nothingRejected}</p>}
        <ul>
          {rejects.slice(0, 100).map(({ table, row, lead, column, reason }) => (
            <li key={`${table}${row}${column}${reason}`}>
              <code dir="ltr">{[table, row, column].filter((part) => part !== null).join(' · ')}</code> <bdi>{lead}</bdi> <span dir="auto">{reason}</span>
            </li>
          ))}
        </ul>
      </details>
      {unknown.names.length > 0 && (
        <details>
          <summary>{words.unknownEvents} <span class="count">{unknown.names.length}</span></summary>
          <ul>{unknown.names.slice(0, 100).map((one) => <li key={one.event}><bdi>{one.event}</bdi> {count(one.count)}</li>)}</ul>
        </details>
      )}
    </section>
  )
}
