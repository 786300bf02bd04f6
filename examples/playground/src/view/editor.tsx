// The editor of the model's text, with problems and lint findings at their lines.
import { useEffect, useRef } from 'preact/hooks'
import { json } from '@codemirror/lang-json'
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import { toml } from '@codemirror/legacy-modes/mode/toml'
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { Compartment, EditorState, type Text } from '@codemirror/state'
import { tags } from '@lezer/highlight'
import { basicSetup, EditorView } from 'codemirror'
import { asJson, edit, keep } from '../actions.ts'
import { save } from '../save.ts'
import type { Format } from '../engine/protocol.ts'
import type { State } from '../state.ts'
import type { Words } from '../words.ts'
import { isolates } from './isolates.ts'

interface Props {
  state: Readonly<State>
  words: Words
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-key)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-text)' },
  { tag: [tags.number, tags.bool, tags.atom, tags.null], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.heading, tags.atom], color: 'var(--code-section)', fontWeight: '600' },
])

const language = new Compartment()
const label = new Compartment()
const inFormat = (format: Format) => (format === 'json' ? json() : StreamLanguage.define(toml))
const named = (name: string) => EditorView.contentAttributes.of({ 'aria-label': name })

export function Editor({ state, words }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  useEffect(() => {
    view.current = new EditorView({ parent: host.current! })
    return () => view.current?.destroy()
  }, [])
  // Another text was opened: a new document with its own undo history.
  useEffect(() => {
    const changed = EditorView.updateListener.of((update) => {
      if (update.docChanged) edit(update.state.doc.toString())
    })
    const extensions = [
      basicSetup,
      language.of(inFormat(state.format)),
      syntaxHighlighting(colours),
      lintGutter(),
      EditorView.perLineTextDirection.of(true),
      isolates,
      label.of(named(words.editor)),
      changed,
    ]
    view.current?.setState(EditorState.create({ doc: state.text, extensions }))
  }, [state.opened])
  useEffect(() => view.current?.dispatch({ effects: label.reconfigure(named(words.editor)) }), [words, state.opened])
  useEffect(() => {
    const editor = view.current
    if (editor) editor.dispatch(setDiagnostics(editor.state, diagnostics(editor.state.doc, state)))
  }, [state.problems, state.hints, state.opened])
  const type = state.format === 'json' ? 'application/json' : 'application/toml'
  return (
    <div class="editor">
      <div class="tools">
        <h2><bdi>{state.name}</bdi></h2>
        {state.format === 'toml' && <button disabled={state.problems.length > 0} onClick={() => void asJson()}>JSON</button>}
        <button disabled={state.problems.length > 0} onClick={() => void keep()}>{words.keep}</button>
        <button onClick={() => save(`${state.name}.${state.format}`, state.text, type)}>{words.saveModel}</button>
      </div>
      <div class="text" ref={host} dir="ltr" />
    </div>
  )
}

function diagnostics(doc: Text, { problems, hints }: Readonly<State>): Diagnostic[] {
  const at = (line = 1, column = 1, severity: Diagnostic['severity'], message: string, help: string): Diagnostic => {
    const found = doc.line(Math.min(Math.max(line, 1), doc.lines))
    const from = Math.min(found.from + units(found.text, column - 1), found.to)
    const word = /^[\w."'-]+|^\S/.exec(found.text.slice(from - found.from))?.[0].length ?? 0
    return { from, to: Math.max(from + word, from), severity, message: help ? `${message}\n${help}` : message }
  }
  const all = [
    ...problems.map(({ line, column, message, help }) => at(line, column, 'error', message, help)),
    ...(problems.length ? [] : hints.map(({ line, column, message, help }) => at(line, column, 'warning', message, help))),
  ]
  return all.sort((a, b) => a.from - b.from)
}

/** Converts a column in characters to an offset in UTF-16 units, which the editor uses. */
function units(line: string, characters: number): number {
  return [...line].slice(0, characters).join('').length
}

/** Moves the cursor to a place in the text. */
export function goTo(line: number, column: number): void {
  const found = document.querySelector<HTMLElement>('.cm-editor')
  const editor = found && EditorView.findFromDOM(found)
  if (!editor) return
  const { doc } = editor.state
  const at = doc.line(Math.min(line, doc.lines))
  const anchor = Math.min(at.from + units(at.text, column - 1), at.to)
  editor.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
  editor.focus()
}
