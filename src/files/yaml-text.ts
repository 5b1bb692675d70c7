import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { messageOf } from '../domain/errors.js';

/** A YAML or JSON text (YAML contains JSON) that knows on which line each of its values stands. */
export class YamlText {
  private readonly lines = new LineCounter();
  private readonly document: Document;

  constructor(text: string) {
    this.document = parseDocument(text, { lineCounter: this.lines });
  }

  /** What is wrong with it as YAML; empty when nothing is. */
  get problems(): { line: number; message: string }[] {
    const problems = this.document.errors.map((error) => ({
      line: this.lines.linePos(error.pos[0]).line,
      message: error.message.replace(/\n.*/s, '').replace(/ at line \d+, column \d+:$/, ''),
    }));
    if (problems.length > 0) return problems;
    try {
      this.document.toJS();
      return [];
    } catch (error) {
      // An alias without its anchor, or aliases of aliases that grow without end.
      return [{ line: 1, message: messageOf(error) }];
    }
  }

  toValue(): unknown {
    return this.document.toJS();
  }

  /**
   * @param path  As `formatPath` writes it, e.g. `workspaces[0].users[3].device_ids`.
   * @returns The line, counted from 1, where the value or its key begins. For a value that is missing, where the thing
   * it is missing from begins.
   */
  lineOf(path: string): number {
    let node: unknown = this.document.contents;
    let offset = startOf(node) ?? 0;
    for (const name of namesIn(path)) {
      const child = this.childOf(node, name);
      if (child === undefined) break;
      node = child.value;
      offset = child.start ?? offset;
    }
    return this.lines.linePos(offset).line;
  }

  private childOf(parent: unknown, name: string): { value: unknown; start: number | undefined } | undefined {
    const node = isAlias(parent) ? parent.resolve(this.document) : parent;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      return pair && { value: pair.value, start: startOf(pair.key) };
    }
    if (!isSeq(node)) return undefined;
    const item = node.items[Number(name)];
    return item === undefined ? undefined : { value: item, start: startOf(item) };
  }
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** `users[3]["odd name"].plan` as `users`, `3`, `odd name`, `plan`. */
function namesIn(path: string): string[] {
  return (path.match(/\[\d+\]|\["(?:[^"\\]|\\.)*"\]|[^.[\]]+/g) ?? []).map((part) => {
    if (part.startsWith('["')) return String(JSON.parse(part.slice(1, -1)));
    return part.startsWith('[') ? part.slice(1, -1) : part;
  });
}
