"""Learn: the page about the muscle, with its moving picture."""
