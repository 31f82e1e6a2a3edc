/** The model's points that tests and coach ask for, by their place in its order (read/pose.py). */
const PLACE: Readonly<Record<string, number>> = {
  nose: 0,
  left_ear: 7,
  right_ear: 8,
  left_shoulder: 11,
  right_shoulder: 12,
  left_hip: 23,
  right_hip: 24,
  left_knee: 25,
  right_knee: 26,
  left_ankle: 27,
  right_ankle: 28,
  left_heel: 29,
  right_heel: 30,
  left_foot_index: 31,
  right_foot_index: 32,
};

export const NAMES: readonly string[] = Object.keys(PLACE);
export const PLACES: readonly number[] = Object.values(PLACE);
