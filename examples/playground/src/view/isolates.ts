// Gives strings and comments of a model their own writing direction. Otherwise punctuation between
// Arabic strings would be displayed in the wrong order.
import { Prec, RangeSetBuilder } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'

const ISOLATED = Decoration.mark({ class: 'isolated', attributes: { dir: 'auto' }, bidiIsolate: null })
const TEXT = /"(?:[^"\\]|\\.)*"|'[^']*'|#.*$/g
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/

function isolatedRanges(view: EditorView): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at)
      for (const text of RIGHT_TO_LEFT.test(line.text) ? line.text.matchAll(TEXT) : []) {
        marks.add(line.from + text.index, line.from + text.index + text[0].length, ISOLATED)
      }
      at = line.to + 1
    }
  }
  return marks.finish()
}

export const isolates = ViewPlugin.fromClass(
  class {
    marks: DecorationSet
    constructor(view: EditorView) {
      this.marks = isolatedRanges(view)
    }
    update({ docChanged, viewportChanged, view }: ViewUpdate) {
      if (docChanged || viewportChanged) this.marks = isolatedRanges(view)
    }
  },
  {
    provide: (plugin) => {
      const marks = (view: EditorView) => view.plugin(plugin)?.marks ?? Decoration.none
      // Outside the marks of syntax colours.
      return [Prec.lowest(EditorView.decorations.of(marks)), EditorView.bidiIsolatedRanges.of(marks)]
    },
  },
)
