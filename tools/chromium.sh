#!/bin/sh
# Makes sure that a Chromium is on PATH for the browser tests; prints which.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name"; then exit 0; fi
done
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing Debian's chromium for the browser tests"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        chromium fonts-liberation fonts-dejavu-core >/dev/null
    command -v chromium
else
    echo "The browser tests need Chromium on PATH. Install it with your system's packages." >&2
    exit 2
fi
