import { type ChildProcess, spawn } from 'node:child_process';

/** Kills sandboxes that their parent can no longer kill. */
export interface SandboxGuard {
  watch(sandbox: ChildProcess): void;
  stop(): Promise<void>;
}

/** Keeps a list of leaders of process groups from lines of `+ <pid>` and `- <pid>`; its input ends with the parent. */
const script = `
pids=' '
while read -r sign pid; do
  case $sign in
    +) pids="$pids$pid " ;;
    -) case $pids in *" $pid "*) pids="\${pids%%" $pid "*} \${pids#*" $pid "}" ;; esac ;;
  esac
done
for pid in $pids; do kill -9 "-$pid"; done
`;

/**
 * A sandbox ends by itself when its Runtime API goes away, but not while it is frozen or a handler never lets go of its
 * thread. So a shell waits beside the sandboxes, and kills what is left of them when the process that started it is gone,
 * however it went: SIGKILL ends a frozen process too.
 */
export function startSandboxGuard(): SandboxGuard {
  const guard = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {} });
  const ended = new Promise<void>((resolve) => {
    guard.once('exit', () => resolve());
    // Without a shell, or once it has been killed, only a sandbox whose thread is free notices that its parent is gone.
    guard.once('error', () => resolve());
  });
  guard.stdin.on('error', () => guard.stdin.destroy());
  const tell = (line: string): void => {
    if (guard.stdin.writable) guard.stdin.write(`${line}\n`);
  };
  return {
    watch: (sandbox) => {
      if (sandbox.pid === undefined) return;
      tell(`+ ${sandbox.pid}`);
      sandbox.once('exit', () => tell(`- ${sandbox.pid}`));
    },
    stop: () => {
      guard.stdin.end();
      return ended;
    },
  };
}
