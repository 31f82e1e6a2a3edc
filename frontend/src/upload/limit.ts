/** Whether a file may be sent at all, and how far sending is. */

/** True if the file is larger than the server takes; no limit, no refusal. */
export function tooLarge(bytes: number, limit: string | undefined): boolean {
  const most = Number(limit);
  return Number.isFinite(most) && most > 0 && bytes > most;
}

/** Whole per cent that were sent, 0 to 100. */
export function percentSent(loaded: number, total: number): number {
  return total > 0 ? Math.min(100, Math.floor((loaded / total) * 100)) : 0;
}
