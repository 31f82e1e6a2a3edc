/** A camera's frames as they come: the last seconds are kept, and the newest is told. */
import { signal, type Signal } from "./angles";
import { cameraYaw } from "./camera";
import { gated, type GateKey } from "./gates";
import type { Point, Position, Recording, Side } from "./recording";
import { nearSide, sagittal } from "./sagittal";

export interface Frame {
  /** s. */
  time: number;
  /** Pixels, in the order of the recording's names. */
  points: readonly Point[];
  visibility: readonly number[];
}

/** What is asked of the newest frame. */
export interface Question {
  position: Position;
  signal: Signal;
  gates: readonly string[];
}

export interface Refusal {
  gate: GateKey;
  values: Record<string, number>;
}

/** What the newest frame shows; right and left. */
export interface Reading {
  time: number;
  /** The side towards the camera. */
  near: Side;
  /** The signal, deg or trunk lengths; NaN where a gate refuses the frame. */
  values: [number, number];
  /** The gate that refuses the frame on a side, or null. */
  refused: [Refusal | null, Refusal | null];
  /** How far the camera is turned away from the side view, deg. */
  yaw: number;
  /** Angle between trunk and thigh, deg; NaN where a gate refuses the frame. */
  hips: [number, number];
}

/** The recording with a new frame and without what is older than so many seconds before it. */
export function withFrame<R extends Recording>(recording: R, frame: Frame, seconds: number): R {
  const oldest = frame.time - seconds;
  const first = recording.time.findIndex((time) => time >= oldest);
  const from = first < 0 ? recording.time.length : first;
  return {
    ...recording,
    time: [...recording.time.slice(from), frame.time],
    points: [...recording.points.slice(from), frame.points],
    visibility: [...recording.visibility.slice(from), frame.visibility],
  };
}

/** What the newest frame of a recording of a few seconds shows. */
export function newest(recording: Recording, question: Question): Reading {
  const view = sagittal(recording, question.position);
  const last = view.time.length - 1;
  const refusals = gated(recording, view, question.gates);
  const refused = (side: Side): Refusal | null =>
    refusals.find(({ mask }) => mask[last]![side]) ?? null;
  const both: Reading["refused"] = [refused(0), refused(1)];
  const read = (name: Signal, side: Side): number =>
    both[side] ? NaN : signal(view, name, side)[last]!;
  return {
    time: view.time[last]!,
    near: nearSide(view, last),
    values: [read(question.signal, 0), read(question.signal, 1)],
    refused: both,
    yaw: cameraYaw(
      view,
      view.time.map(() => true),
    ),
    hips: [read("hip_flexion", 0), read("hip_flexion", 1)],
  };
}
