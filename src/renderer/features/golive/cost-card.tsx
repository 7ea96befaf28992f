import type { ReactNode } from 'react';
import { useScenes } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useMedia } from '../../stores/studio-media-context.js';
import { Card } from '../../ui/card.js';
import { formatBitrate, formatMoney } from '../../ui/format.js';
import { defaultCanvas } from './default-canvas.js';
import { forecastLadder } from './ladder-forecast.js';
import { panelWords as words } from './panel-words.js';

const softwareEncoder = 'libx264';

/** What the next show takes of line, computer and purse, with the choices as they are. */
export function CostCard() {
  const canvas = useScenes((view) => collectionOf(view)?.canvas ?? defaultCanvas);
  const ladder = useEngineState(({ settings }) => settings.stream.ladder);
  const estimate = useEngineState((state) => state.estimate);
  const uplink = useEngineState((state) => state.uplink);
  const encoder = useEngineState(({ engine }) => engine.encoders[0] ?? softwareEncoder);
  const codec = useMedia(({ figures }) => figures?.encoder?.codec ?? 'h264');
  const { sides, cores } = forecastLadder(canvas, ladder, codec === 'h264');
  const line = uplink?.needed ?? estimate?.uplinkBitsPerSecond ?? 0;
  return (
    <Card title={words.cost}>
      <dl className="grid gap-2 px-4 pt-1 pb-4 text-sm">
        <Row term={words.rungs}>{words.rungList(sides)}</Row>
        <Row term={words.uplink}>{line === 0 ? words.uplinkNone : formatBitrate(line)}</Row>
        <Row term={words.processor} hint={words.processorHint}>
          {encoder === softwareEncoder ? words.cores(cores, navigator.hardwareConcurrency) : words.graphics}
        </Row>
        <Row term={words.money}>{moneyText(estimate)}</Row>
      </dl>
    </Card>
  );
}

function moneyText(estimate: { readonly usdPerHour: number | null } | null): string {
  if (estimate === null) return words.moneyNone;
  return estimate.usdPerHour === null ? words.moneyUnknown : words.moneyPerHour(formatMoney(estimate.usdPerHour));
}

interface RowProps {
  readonly term: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Row({ term, hint, children }: RowProps) {
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4">
      <dt className="text-muted">{term}</dt>
      <dd className="text-right tabular-nums">{children}</dd>
      {hint !== undefined && <dd className="col-span-2 text-xs text-muted">{hint}</dd>}
    </div>
  );
}
