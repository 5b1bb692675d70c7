const dispatchers = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];

/**
 * Node 22 and later have `fetch` ask a proxy, because NODE_USE_ENV_PROXY says so; `fetch` then hides why the proxy refused. A
 * process whose connections are redirected needs none: what has the proxy also has what goes past it.
 */
export function fetchWithoutProxy(): void {
  const globals = globalThis as Record<symbol, Record<symbol, unknown> | undefined>;
  for (const name of dispatchers) {
    const withProxy = globals[name];
    if (withProxy === undefined) continue;
    const direct = Object.getOwnPropertySymbols(withProxy).find(
      (its) => its.description === 'no proxy agent',
    );
    if (direct === undefined) continue;
    globals[name] = withProxy[direct] as Record<symbol, unknown>;
    withoutWarning();
  }
}

/** Node 22 warns at each start that its proxy is experimental: in this turn, before what we add to it. */
function withoutWarning(): void {
  const { emit } = process;
  const quiet = (...args: unknown[]) => {
    const [event, warning] = args as [string, { code?: string } | undefined];
    return event === 'warning' && warning?.code === 'UNDICI-EHPA' ? true : Reflect.apply(emit, process, args);
  };
  process.emit = quiet as typeof emit;
  process.nextTick(() => {
    process.emit = emit;
  });
}
