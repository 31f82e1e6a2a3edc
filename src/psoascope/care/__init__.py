"""From numbers to meaning: warning signs, pain, the day, findings with reasons, a plan.

Engines only, pure functions over frozen records; thresholds, rules and wording are tables of data/.
Nothing here is a diagnosis.
"""
