// Recognises the kind of a file by its name and first bytes: a model, profiles or events.
export type Kind = 'toml' | 'json' | 'profiles' | 'events'

export async function kindOf(file: File): Promise<Kind> {
  if (/\.toml$/i.test(file.name)) return 'toml'
  const start = (await file.slice(0, 4096).text()).replace(/^\uFEFF/, '').trimStart()
  const [line = ''] = start.split('\n', 1)
  if (!/^[{[]/.test(start)) return rowKind(line.split(/[,;\t]/))
  const names = (text: string) => [...text.matchAll(/"([^"]+)"\s*:/g)].map(([, name]) => name ?? '')
  // A model is one object with the key `format`.
  if (start.startsWith('{') && names(start).includes('format')) return 'json'
  return rowKind(names(start.slice(0, start.indexOf('}') + 1)))
}

function rowKind(names: readonly string[]): Kind {
  const all = names.map((name) => name.trim().replaceAll('"', ''))
  return all.includes('event') && all.includes('at') ? 'events' : 'profiles'
}
