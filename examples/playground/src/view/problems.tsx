// The problems of the model, its hints, and the results of its tests.
import type { State } from '../state.ts'
import type { Words } from '../words.ts'
import { goTo } from './editor.tsx'

interface Props {
  state: Readonly<State>
  words: Words
}

export function Problems({ state: { problems, hints, tests }, words }: Props) {
  const failed = tests.filter(({ passed }) => !passed)
  return (
    <div class="problems">
      <h3>{words.problems}{problems.length > 0 && <span class="count">{problems.length}</span>}</h3>
      <div role="status">
        {problems.length === 0 && <p class="fine">{words.noProblems}</p>}
        <ul>
          {problems.map(({ line = 1, column = 1, message, help, path }) => (
            <Place key={`${path}${line}:${column}${message}`} kind="error" {...{ line, column, message, help }} />
          ))}
        </ul>
      </div>
      {problems.length === 0 && hints.length > 0 && (
        <details>
          <summary>{words.hints} <span class="count">{hints.length}</span></summary>
          <ul>
            {hints.map(({ line, column, message, help, path }) => (
              <Place key={`${path}${message}`} kind="warning" {...{ line, column, message, help }} />
            ))}
          </ul>
        </details>
      )}
      {problems.length === 0 && tests.length > 0 && (
        <details open={failed.length > 0}>
          <summary>
            {words.tests} <span class="count passed">{tests.length - failed.length} {words.passed}</span>
            {failed.length > 0 && <span class="count bad">{failed.length} {words.failed}</span>}
          </summary>
          <ul class="failed">
            {failed.map(({ name, differences }) => (
              <li key={name} class="error">
                <b dir="auto">{name}</b>
                {differences.map(({ path, expected, found }) => (
                  <p key={path}><code dir="ltr">{path}</code> {words.expected} <code dir="ltr">{JSON.stringify(expected)}</code>, {words.found} <code dir="ltr">{JSON.stringify(found)}</code></p>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function Place({ kind, line, column, message, help }: { kind: string; line: number; column: number; message: string; help: string }) {
  return (
    <li class={kind}>
      <button onClick={() => goTo(line, column)}>
        <span class="at">{line}:{column}</span> <span dir="auto">{message}</span>
        {help && <small dir="auto">{help}</small>}
      </button>
    </li>
  )
}
