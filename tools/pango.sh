#!/bin/sh
# Makes sure that the Pango library is there, which WeasyPrint needs for PDFs.
set -eu
cd "$(dirname "$0")/.."
there() { .venv/bin/python -c "import weasyprint" >/dev/null 2>&1; }
if there; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing Debian's Pango for PDFs"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core >/dev/null
    there
else
    echo "PDFs need the Pango library. Install it with your system's packages." >&2
    exit 2
fi
