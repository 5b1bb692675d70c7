/** Copies what a button with `data-copy` has, and says so on the button for a moment. */
export function copyOnClick(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
    if (button !== null) void copy(button);
  });
}

async function copy(button: Element): Promise<void> {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(button.getAttribute('data-copy') ?? '');
    say(button, 'Copied');
  } catch {
    // A page of plain HTTP from another machine may not.
    say(button, 'Select and copy by hand');
  }
  setTimeout(() => say(button, label ?? ''), 1_500);
}

function say(button: Element, text: string): void {
  button.textContent = text;
}
