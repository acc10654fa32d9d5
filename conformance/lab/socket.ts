import { createConnection } from 'node:net';

/**
 * Asks a Ceph daemon over its admin socket (`ceph daemon SOCKET COMMAND`). A socket is a file: it
 * can be reached from any network namespace, and with the cable down. Rejects when the daemon is
 * not there, or gives no answer within `deadline` milliseconds.
 */
export const askDaemon = (path: string, prefix: string, deadline = 2000): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = createConnection(path);
    socket.setTimeout(deadline, () => {
      socket.destroy(new Error(`no answer to "${prefix}" within ${deadline} ms`));
    });
    socket.on('connect', () => socket.write(`${JSON.stringify({ prefix, format: 'json' })}\0`));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const answer = Buffer.concat(chunks).subarray(4).toString(); // after its length
      try {
        resolve(JSON.parse(answer));
      } catch {
        reject(new Error(`"${prefix}" was answered with "${answer.slice(0, 200)}"`));
      }
    });
  });
