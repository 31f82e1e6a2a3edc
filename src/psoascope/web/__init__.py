"""The web application: the only room that knows Django. One folder per thing."""
