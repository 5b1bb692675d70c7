/** JSON in which whatever fits a line stands on one. */
export function briefJson(value: unknown, indent = ''): string {
  const line = jsonLine(value);
  if (typeof value !== 'object' || value === null || line.length + indent.length <= 100) return line;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => briefJson(item, inner))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${briefJson(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

function jsonLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${jsonLine(item)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
