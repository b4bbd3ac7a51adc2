'use strict';
// Runs before the page is drawn, so that it never flashes in the wrong colours.
(() => {
  const key = 'crucible.theme';
  const order = ['system', 'dark', 'light'];
  let choice = 'system';
  try {
    choice = localStorage.getItem(key) || 'system';
  } catch {
    // Storage may be forbidden; the system's theme will do.
  }
  const apply = () => {
    if (choice === 'system') {
      document.documentElement.removeAttribute('data-theme');
    } else {
      document.documentElement.dataset.theme = choice;
    }
    const button = document.getElementById('theme');
    if (button) {
      button.textContent = `Theme: ${choice}`;
    }
    document.dispatchEvent(new CustomEvent('themechange'));
  };
  apply();
  document.addEventListener('DOMContentLoaded', () => {
    apply();
    document.getElementById('theme').addEventListener('click', () => {
      choice = order[(order.indexOf(choice) + 1) % order.length];
      try {
        localStorage.setItem(key, choice);
      } catch {
        // Not kept then.
      }
      apply();
    });
  });
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', apply);
})();
