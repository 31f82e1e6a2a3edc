/** Asks for the camera, and says in one word what is in the way. */

export type Trouble = "insecure" | "unsupported" | "denied" | "none" | "taken" | "failed";

export class NoCamera extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble);
  }
}

/** From the back unless asked otherwise: its picture is better, and somebody else may hold it. */
export type Facing = "environment" | "user";

/** The live picture; raises NoCamera. */
export async function askCamera(facing: Facing, rate: number): Promise<MediaStream> {
  if (!window.isSecureContext) throw new NoCamera("insecure");
  if (!navigator.mediaDevices?.getUserMedia) throw new NoCamera("unsupported");
  const video = {
    facingMode: facing,
    width: { ideal: 960 },
    height: { ideal: 540 },
    frameRate: { ideal: rate },
  };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (problem) {
    throw new NoCamera(troubleOf((problem as Error).name));
  }
}

export function troubleOf(name: string): Trouble {
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  if (name === "NotReadableError" || name === "AbortError") return "taken";
  return "failed";
}
