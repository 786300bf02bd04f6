// The page: the model on the left, the results on the right.
import { useEffect, useState } from 'preact/hooks'
import { dismiss, openFiles } from '../actions.ts'
import { useNow } from '../state.ts'
import { filled, LANGUAGES } from '../words.ts'
import { Bar } from './bar.tsx'
import { Curves } from './curves.tsx'
import { Editor } from './editor.tsx'
import { GridView } from './grid.tsx'
import { LeadView } from './lead.tsx'
import { LeadList } from './leads.tsx'
import { Problems } from './problems.tsx'
import { TableReport } from './report.tsx'

export function App() {
  const state = useNow()
  const { words, direction } = LANGUAGES[state.language]
  useEffect(() => {
    document.documentElement.lang = state.language
    document.documentElement.dir = direction
  }, [state.language, direction])
  const over = useDropped()
  return (
    <>
      <Bar state={state} words={words} />
      <p class="notice" role="alert" hidden={!state.notice}>
        <span dir="auto">{state.notice}</span>
        <button onClick={dismiss}>{words.close}</button>
      </p>
      <p class="busy" role="status">{state.busy && filled(words.loading, { name: state.busy })}</p>
      <main>
        <section class="model" aria-label={words.model}>
          <Editor state={state} words={words} />
          <Problems state={state} words={words} />
          <Curves curves={state.curves} words={words} />
        </section>
        <section class="outcome" aria-label={words.leads}>
          {state.problems.length > 0 && <p class="stale">{words.stale}</p>}
          <GridView state={state} words={words} />
          <LeadList state={state} words={words} />
          <LeadView state={state} words={words} />
          <TableReport picture={state.picture} words={words} />
        </section>
      </main>
      {over && <div class="drop">{words.drop}</div>}
    </>
  )
}

/** Accepts dropped files anywhere; returns whether files are being dragged over the page. */
function useDropped(): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false
    const hold = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      event.stopPropagation()
      setOver(false)
      void openFiles([...(event.dataTransfer?.files ?? [])])
    }
    const all = [['dragover', hold], ['dragleave', leave], ['drop', drop]] as const
    // In the capture phase, since the editor would insert the text of a file.
    for (const [name, listen] of all) addEventListener(name, listen as EventListener, true)
    return () => {
      for (const [name, listen] of all) removeEventListener(name, listen as EventListener, true)
    }
  }, [])
  return over
}
