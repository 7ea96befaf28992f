import { ChevronDown, CloudOff, CloudUpload, Link2, Plus, Unlink } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Destination } from '../../../shared/destinations.js';
import type { Recording } from '../../../shared/studio-state.js';
import { goTo } from '../../app/use-route.js';
import { useCopy } from '../../stores/use-copy.js';
import { bestLink } from '../../stores/best-link.js';
import { useEngineState, useIsConnected } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.js';
import { newDestination } from '../destinations/destination-page.js';
import { DiagnosticsItem } from '../diagnostics/diagnostics-item.js';
import { ForgetPublication, type PublicationAsked } from '../publish/forget-publication.js';
import { libraryWords } from './library-words.js';

/** Publishes a recording to a bucket, takes it off one again, copies its link. */
export function PublishMenu({ recording }: { readonly recording: Recording }) {
  const destinations = useEngineState((state) => state.destinations);
  const publish = useCommand('publishRecording');
  const unpublish = useCommand('unpublishRecording');
  const copy = useCopy();
  const button = useRef<HTMLButtonElement>(null);
  const [removal, setRemoval] = useState<{ id: string; name: string } | null>(null);
  const [forgotten, setForgotten] = useState<PublicationAsked | null>(null);
  const { id: broadcastId, title, status, publications } = recording;
  const published = publications.filter((each) => each.status !== 'removed');
  const isThere = ({ id }: Destination) => published.some(({ destinationId }) => destinationId === id);
  const link = bestLink(recording.links, 'watch');
  const isLive = status === 'live';
  // Not off while a command runs: focus comes back to this button when the question is answered.
  const isConnected = useIsConnected();
  const isReady = publish.isReady && unpublish.isReady;
  return (
    <>
      <Menu
        trigger={
          <Button ref={button} disabled={!isConnected}>
            {libraryWords.publish.action}
            <span className="sr-only"> “{title}”</span>
            <ChevronDown aria-hidden className="size-4" />
          </Button>
        }
      >
        {destinations
          .filter((destination) => !isThere(destination))
          .map(({ id, config, hasCredentials }) => (
            <MenuItem
              key={id}
              icon={CloudUpload}
              disabled={!isReady || !hasCredentials || isLive || status === 'failed'}
              onSelect={() => void publish.run({ broadcastId, destinationId: id })}
            >
              {libraryWords.publish.to(config.name)}
              {!hasCredentials && <span className="block text-xs">{libraryWords.publish.keysMissing}</span>}
            </MenuItem>
          ))}
        {destinations.length === 0 && (
          <MenuItem icon={Plus} onSelect={() => goTo('settings', 'destinations', newDestination)}>
            {libraryWords.publish.addBucket}
          </MenuItem>
        )}
        <MenuItem
          icon={Link2}
          disabled={link === null}
          onSelect={() =>
            link !== null && void copy(link.url, { title: libraryWords.publish.copied, action: reachWords[link.reach] })
          }
        >
          {libraryWords.publish.copy}
        </MenuItem>
        <DiagnosticsItem broadcastId={broadcastId} />
        {published.length > 0 && <MenuLine />}
        {published.map(({ destinationId, destinationName, status: standing }) => (
          <MenuItem
            key={destinationId}
            icon={CloudOff}
            isDanger
            disabled={!isReady || isLive || standing === 'removing'}
            onSelect={() => setRemoval({ id: destinationId, name: destinationName })}
          >
            {libraryWords.publish.removeFrom(destinationName)}
          </MenuItem>
        ))}
        {published.map(({ destinationId, destinationName }) => (
          <MenuItem
            key={`forget-${destinationId}`}
            icon={Unlink}
            isDanger
            disabled={!isReady || isLive}
            onSelect={() => setForgotten({ broadcastId, title, destinationId, destinationName })}
          >
            {libraryWords.publish.forgetAt(destinationName)}
          </MenuItem>
        ))}
      </Menu>
      <Confirm
        isOpen={removal !== null}
        returnFocusTo={button}
        onOpenChange={(isOpen) => {
          if (!isOpen) setRemoval(null);
        }}
        title={libraryWords.publish.removeQuestion(title, removal?.name ?? libraryWords.publish.there)}
        confirmLabel={libraryWords.publish.remove}
        cancelLabel={libraryWords.publish.keep}
        onConfirm={() => {
          if (removal !== null) void unpublish.run({ broadcastId, destinationId: removal.id });
        }}
      >
        {libraryWords.publish.removeLead}
      </Confirm>
      <ForgetPublication asked={forgotten} onClose={() => setForgotten(null)} returnFocusTo={button} />
    </>
  );
}

const reachWords = {
  computer: libraryWords.publish.reach.computer,
  network: libraryWords.publish.reach.network,
  anyone: libraryWords.publish.reach.anyone,
};
