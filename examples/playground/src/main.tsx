import { render } from 'preact'
import { openSample } from './actions.ts'
import { App } from './view/app.tsx'
import './style.css'

render(<App />, document.getElementById('page')!)
void openSample('office')
