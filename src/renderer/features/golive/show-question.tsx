import { Confirm } from '../../ui/confirm.js';
import { useShowQuestion } from './ask-show-question.js';
import { goLiveWords as words } from './golive-words.js';
import { useShowDesk } from './show-context.js';

/** The question of `useShowQuestion`, on whatever page. */
export function ShowQuestion() {
  const desk = useShowDesk();
  const { asked, close } = useShowQuestion();
  const isEnd = asked?.kind === 'end';
  const ask = isEnd ? words.endAsk[asked.purpose] : words.takeOver;
  return (
    <Confirm
      isOpen={asked !== null}
      onOpenChange={(isOpen) => !isOpen && close()}
      title={ask.title}
      confirmLabel={'confirm' in ask ? ask.confirm : ask.button}
      cancelLabel={ask.cancel}
      onConfirm={() => (isEnd ? desk.endNow() : desk.resume())}
    >
      {isEnd ? words.endBroken : ask.body}
    </Confirm>
  );
}
