import { called, wrongArgument } from '../../typescript/src/index.js'
import type { Findings } from '../../typescript/src/types.js'
import { within } from './instance.js'
import { places } from './wasm/leadgrade.js'

/** A place in a text; line and column start at 1. */
export interface TextPlace {
  line: number
  column: number
}

/**
 * Line and column of JSON Pointers in the text of a model, such as the paths of `lint` findings. For
 * a part that the text does not contain, such as a default, returns the nearest part that it does.
 * @throws {LeadgradeError} for an argument of the wrong type.
 * @example
 * const [place] = placesOf(text, 'toml', ['/signals/visit/points'])
 */
export function placesOf(
  text: string,
  format: 'toml' | 'json',
  paths: readonly Findings[number]['path'][],
): TextPlace[] {
  if (typeof text !== 'string') throw wrongArgument('text', text, 'the text of a model')
  if (format !== 'toml' && format !== 'json') throw wrongArgument('format', format, '`toml` or `json`')
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string')) {
    throw wrongArgument('paths', paths, 'a list of JSON Pointers')
  }
  const list = called(() => within(() => places(text, format === 'toml', JSON.stringify(paths))))
  return (JSON.parse(list) as [number, number][]).map(([line, column]) => ({ line, column }))
}
