// Asks for a reason, gives the order, shows what became of it.
import { command, newKey } from './api.js';
import { byId, setText, show } from './dom.js';
import { COMMANDS } from './words.js';

/**
 * Opens the dialog for `verb` about `row`; at its end calls onDone(words) or, where the token may not, onForbidden(words).
 */
export function ask(verb, row, { onDone, onForbidden }) {
  const what = COMMANDS[verb];
  const dialog = byId('dialog');
  const name = `${row.name} #${row.id}`;
  // One key for one opened dialog: a second press after a lost answer is the same order.
  const key = newKey();
  setText(byId('dialog-title'), what.title(name));
  setText(byId('dialog-words'), what.words);
  setText(byId('confirm'), what.label);
  byId('confirm').dataset.verb = verb;
  byId('reason').value = '';
  problem(null);
  busy(false);
  byId('cancel').onclick = () => dialog.close();
  byId('dialog-form').onsubmit = async (event) => {
    event.preventDefault();
    const reason = byId('reason').value.trim();
    if (!reason) {
      problem('Please say why: the reason is written into the journal.');
      return;
    }
    busy(true);
    problem(null);
    try {
      const answer = await command(row.id, verb, reason, key);
      dialog.close();
      onDone(`${name} ${what.done} (event ${answer.sequence}).`);
    } catch (refusal) {
      busy(false);
      if (refusal.status === 403) {
        dialog.close();
        onForbidden('This token may only look. To give orders, open the page with an operator\'s token.');
      } else {
        problem(words(refusal));
      }
    }
  };
  dialog.showModal();
  byId('reason').focus();
}

function words(refusal) {
  switch (refusal.status) {
    case 0:
      return 'The arena does not answer. Press again to repeat the same order: it is given once only.';
    case 401:
      return 'The token is no longer known to the arena.';
    case 409:
      return `That is not possible now: ${refusal.message}`;
    default:
      return refusal.message;
  }
}

function problem(text) {
  show(byId('dialog-problem'), Boolean(text));
  setText(byId('dialog-problem'), text ?? '');
}

function busy(is) {
  byId('confirm').disabled = is;
  byId('dialog-form').setAttribute('aria-busy', String(is));
}
