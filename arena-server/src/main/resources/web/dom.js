// Builds elements. Data becomes text nodes and attributes only, never markup.

/**
 * An element: el('td', {class: 'num', title: 'x'}, 'text', child). Attributes that are null, undefined or false are left
 * out; on… are listeners; data is a map of data-attributes.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (name === 'data') {
      Object.assign(node.dataset, value);
    } else {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Sets the text if it differs, so that nothing is laid out again without need. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function show(node, visible) {
  node.hidden = !visible;
}

/**
 * Puts `nodes` in the place of what is in `container`. Keeps the focus on the element with the same data-focus, and lets
 * everything stand while the reader has text selected in it.
 */
export function replace(container, nodes) {
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed && container.contains(selection.anchorNode)) {
    return;
  }
  const active = container.contains(document.activeElement) ? document.activeElement : null;
  const key = active?.dataset.focus;
  const open = new Set([...container.querySelectorAll('details[open]')].map((node) => node.dataset.focus));
  container.replaceChildren(...[nodes].flat().filter(Boolean));
  for (const details of container.querySelectorAll('details')) {
    details.open = details.open || open.has(details.dataset.focus);
  }
  if (key) {
    container.querySelector(`[data-focus="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }
}

/** A description list of [term, value, explanation] entries; a value is text or a node, a long text has a line of its own. */
export function pairs(entries, attributes = {}) {
  return el('dl', { class: 'pairs', ...attributes },
    entries.filter(Boolean).map(([term, value, title]) => el('div', { title, class: (value.textContent ?? value).length > (value.textContent ? 16 : 24) ? 'long' : null },
      el('dt', {}, term), el('dd', {}, value))));
}
