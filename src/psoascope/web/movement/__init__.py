"""Movement: a video or the sample walk in, a report out. Private to the browser that asked."""
