// Writes src/types.ts and src/answers.ts from the core's schemas, and src/operations.ts from its
// list of operations. `--check` writes nothing and fails if a committed file is out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import { compile } from 'json-schema-to-typescript'
import { answers } from './answers.mjs'
import { operations } from './operations.mjs'
import { definitions } from './definitions.mjs'

const HEAD = '// Generated from core/schema by `npm run generate` in bindings/typescript; do not edit.\n'

const schema = (name) =>
  JSON.parse(readFileSync(new URL(`../../../core/schema/${name}`, import.meta.url), 'utf8'))

async function types() {
  const all = definitions(schema('model.v1.json'), schema('wire.v1.json'))
  const names = Object.keys(all)
  const everything = {
    description: 'All types by their names.',
    type: 'object',
    additionalProperties: false,
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }])),
    $defs: all,
  }
  const style = { semi: false, singleQuote: true, printWidth: 100 }
  return compile(everything, 'Types', { bannerComment: '', style, additionalProperties: false })
}

const files = {
  'types.ts': `${HEAD}import type { History } from './history.js'\n\n${await types()}`,
  'answers.ts': HEAD + answers(schema('wire.v1.json').$defs, ['Assessed']),
  'operations.ts': HEAD + operations(schema('surface.json').operations, schema('wire.v1.json').$defs.TableRequest.properties),
}
for (const [name, text] of Object.entries(files)) {
  const path = new URL(`../src/${name}`, import.meta.url)
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text)
  } else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${name} is out of date: run \`npm run generate\` in bindings/typescript`)
    process.exitCode = 1
  }
}
