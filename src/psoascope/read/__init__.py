"""Files in, plain records out: the only room that knows file formats and the pose model."""
