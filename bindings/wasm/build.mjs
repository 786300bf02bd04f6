// Builds the package into `dist`: `npm run build`, or `npm run build:test` for a quick build that is
// larger and gives the same answers.
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FAST = process.argv.includes('--fast')
const TRIPLE = 'wasm32-unknown-unknown'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))
const target = process.env.CARGO_TARGET_DIR ?? `${root}target`
const profile = FAST ? 'wasm-test' : 'wasm'

function run(command, args, env = {}) {
  execFileSync(command, args, { cwd: here, stdio: 'inherit', env: { ...process.env, ...env } })
}

/**
 * Builds everything for size, including the standard library, except for what the core marks as hot
 * (`--cfg small`). Leaves out panic messages (the core does not panic) and debug formatting.
 */
const SMALL = {
  args: ['-Zbuild-std=std,panic_abort', '-Zbuild-std-features=optimize_for_size'],
  env: {
    RUSTC_BOOTSTRAP: '1',
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS:
      '-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=shallow --cfg small ' +
      '--cfg sha2_backend_soft="compact"',
  },
}

/**
 * Does not inline functions that are called once, and keeps repeated computations: both compress
 * better and are not slower. Low memory is unused, since the stack ends there. Keeps the order of
 * functions, since `tool order` sorts them later.
 */
const PASSES = ['-O3', '--low-memory-unused', '--skip-pass=local-cse', '-ocimfs', '1', '--skip-pass=reorder-functions']

if (!FAST) run('rustup', ['component', 'add', 'rust-src'])
const { args, env } = FAST ? { args: [], env: {} } : SMALL
const crate = ['-p', 'leadgrade-wasm', '--profile', profile, '--target', TRIPLE, '--locked']
run('cargo', ['build', ...crate, ...args], env)

const glue = `${here}js/wasm`
rmSync(glue, { recursive: true, force: true })
rmSync(`${here}dist`, { recursive: true, force: true })
const module = `${glue}/leadgrade_bg.wasm`
const manifest = ['--manifest-path', `${here}tool/Cargo.toml`, '--target-dir', target]
const tool = (...args) => run('cargo', ['run', '--quiet', '--locked', ...manifest, '--', ...args])
const optimise = (...passes) => run('npx', ['wasm-opt', ...passes, module, '-o', module])
tool('glue', `${target}/${TRIPLE}/${profile}/leadgrade_wasm.wasm`, glue)
if (!FAST) {
  optimise('-g', ...PASSES)
  tool('order', module)
  optimise('-g', '--reorder-functions-by-name')
  optimise('--strip-debug', '--strip-producers')
}

run('npx', ['tsc'])
mkdirSync(`${here}dist/wasm/js`, { recursive: true })
cpSync(glue, `${here}dist/wasm/js/wasm`, { recursive: true })
for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(`${root}${licence}`, `${here}${licence}`)
