import { createConnection } from 'node:net';

/** What a daemon says to a command over its admin socket, as it says it. */
const converse = (path: string, prefix: string, deadline: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = createConnection(path);
    socket.setTimeout(deadline, () => {
      socket.destroy(new Error(`no answer to "${prefix}" within ${deadline} ms`));
    });
    socket.on('connect', () => socket.write(`${JSON.stringify({ prefix, format: 'json' })}\0`));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).subarray(4).toString())); // after its length
  });

const surprising = (prefix: string, answer: string): Error =>
  new Error(`"${prefix}" was answered with "${answer.slice(0, 200)}"`);

/**
 * Asks a Ceph daemon over its admin socket (`ceph daemon SOCKET COMMAND`). A socket is a file: it
 * can be reached from any network namespace, and with the cable down. Rejects when the daemon is
 * not there, or gives no answer within `deadline` milliseconds.
 */
export const askDaemon = async (
  path: string,
  prefix: string,
  deadline = 2000,
): Promise<unknown> => {
  const answer = await converse(path, prefix, deadline);
  try {
    return JSON.parse(answer);
  } catch {
    throw surprising(prefix, answer);
  }
};

/** Tells a daemon something to which it has nothing to say, as above; rejects if it refuses. */
export const tellDaemon = async (path: string, prefix: string, deadline = 2000): Promise<void> => {
  const answer = await converse(path, prefix, deadline);
  if (answer.trim() !== '') throw surprising(prefix, answer);
};
