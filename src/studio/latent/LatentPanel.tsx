// The dock's Latent tab: where examples lie in the latent space, and what the model makes of a place in it.
import { useState } from 'react'
import type { Program } from '../../compiler/program/program.ts'
import { runProgram } from '../../store/run/run-readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import { latentWords } from '../../words/latent.ts'
import { useWatch } from '../use-watch.ts'
import { ClassLegend } from './ClassLegend.tsx'
import { CodesAndPrior } from './CodesAndPrior.tsx'
import { Decoded } from './Decoded.tsx'
import { ExamplePicture, Manifold } from './LatentPictures.tsx'
import { LatentPlot } from './LatentPlot.tsx'
import styles from './latent.module.css'
import { planeInWords } from './latent-data.ts'

export function LatentPanel() {
  useWatch('latent')
  const latent = useEditor((state) => state.run.views.latent)
  const examples = useEditor((state) => state.run.views.examples)
  const codes = useEditor((state) => state.run.views.codes)
  const program = useEditor((state) => state.run.program)
  const [pointed, setPointed] = useState<number | null>(null)
  const [chosen, setChosen] = useState<readonly [number, number] | null>(null)
  const [start, setStart] = useState<readonly [number, number] | null>(null)
  if (!latent) return <Waiting />
  const canDecode = program?.procedures.some(({ name }) => name === 'decode' || name === 'inverse') ?? false
  const shown = latent.codes ? examples : undefined
  return (
    <div className={styles.panel}>
      <figure className={styles.figure}>
        <figcaption>
          <strong>{latentWords.latentSpace}</strong> {latentWords.afterSteps({ steps: latent.step })}
        </figcaption>
        <div className={styles.row}>
          <LatentPlot
            latent={latent}
            examples={shown}
            chosen={canDecode ? chosen : null}
            start={start}
            onPointed={setPointed}
            onChosen={canDecode ? setChosen : undefined}
          />
          <ClassLegend latent={latent} examples={shown} />
        </div>
      </figure>
      {latent.manifold && <Manifold manifold={latent.manifold} step={latent.step} />}
      <div className={styles.side}>
        <div className={styles.sideParts}>
          <p className={styles.note}>{planeInWords(latent)}</p>
          <div className={styles.made}>
            {canDecode && (
              <Decoded chosen={chosen} start={start} isLine={latent.plane.origin.length === 1} onStart={setStart} />
            )}
            {shown && <ExamplePicture examples={shown} index={pointed} />}
          </div>
          {codes && <CodesAndPrior codes={codes} />}
        </div>
      </div>
    </div>
  )
}

function Waiting() {
  const program = useEditor(runProgram)
  const isIdle = useEditor((state) => state.run.status === 'idle')
  const why = program && whyNone(program)
  if (why) return <p className={styles.waiting}>{why}</p>
  return <p className={styles.waiting}>{isIdle ? latentWords.press : latentWords.waiting}</p>
}

function whyNone({ procedures, absent }: Program): string | undefined {
  const isLatent = procedures.some(({ name }) => name === 'encode' || name === 'decode')
  if (isLatent) return partsOf({ procedures })
  return absent.find(({ name }) => name === 'encode')?.reason ?? latentWords.noLatent
}

/** A flow of several levels: what leaves it at each level belongs to the latent. */
function partsOf({ procedures }: Pick<Program, 'procedures'>): string | undefined {
  const parts = Object.keys(procedures.find(({ name }) => name === 'encode')?.outputs ?? {}).length
  const canDecode = procedures.some(({ name }) => name === 'decode')
  if (parts < 2 || canDecode) return undefined
  return latentWords.parts({ parts })
}
