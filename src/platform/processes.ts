import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Whether a process runs. One that has ended, and that nobody has asked about yet, does not. */
export function isRunning(pid: number): boolean {
  return parentOf(pid) !== undefined;
}

/** Whether a process is another one, or was started by it, in however many steps. */
export function isPartOf(pid: number, ancestor: number): boolean {
  for (let its: number | undefined = pid; its !== undefined && its > 0; its = parentOf(its)) {
    if (its === ancestor) return true;
  }
  return false;
}

/** `undefined` when it does not run. */
function parentOf(pid: number): number | undefined {
  const [, state, parent] =
    /^(\S+)\s+(\d+)/.exec(existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid)) ?? [];
  return state === undefined || state.startsWith('Z') ? undefined : Number(parent);
}

/** State and parent. The name before them may have blanks and brackets. */
function fromProc(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
  } catch {
    return '';
  }
}

function fromPs(pid: number): string {
  return spawnSync('ps', ['-o', 'stat=,ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
}
